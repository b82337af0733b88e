// What a mark of a figure stands for, beside the pointer.  The words are those that
// the mark already has for screen readers; the page does not need this script.
(() => {
  const tip = document.createElement("div");
  tip.className = "bookfig-tip";
  tip.hidden = true;

  const show = (event) => {
    const mark = event.target.closest?.(".bookfig svg .mark-group [aria-label]");
    const words = mark?.closest(".role-axis, .role-legend") ? null : mark?.ariaLabel;
    tip.hidden = !words;
    if (!words) return;
    tip.textContent = words;
    const { width, height } = tip.getBoundingClientRect();
    const left = Math.min(event.clientX + 12, innerWidth - width - 8);
    const above = event.clientY - height - 12;
    tip.style.left = `${Math.max(8, left)}px`;
    tip.style.top = `${above > 8 ? above : event.clientY + 20}px`;
  };

  document.addEventListener("DOMContentLoaded", () => document.body.append(tip));
  document.addEventListener("pointermove", show);
  document.addEventListener("pointerdown", show);
  document.addEventListener("scroll", () => (tip.hidden = true), { passive: true });
})();
