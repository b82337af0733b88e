// What scripts add; every page says all it has to say without them.
(() => {
  const tip = document.createElement("div");
  tip.className = "bookfig-tip";
  tip.hidden = true;

  // --- what a mark or a term stands for, beside the pointer or the focus ------

  const MARK = ".bookfig svg .mark-group [aria-label]";

  function wordsOf(target) {
    const term = target.closest?.("a.term");
    if (term) return term.dataset.definition;
    const mark = target.closest?.(MARK) ?? target.querySelector?.("[aria-label]");
    if (!mark?.closest(".bookfig svg") || mark.closest(".role-axis, .role-legend")) return "";
    return mark.ariaLabel;
  }

  function show(words, x, y) {
    tip.hidden = !words;
    if (!words) return;
    tip.textContent = words;
    const { width, height } = tip.getBoundingClientRect();
    const above = y - height - 12;
    tip.style.left = `${Math.max(8, Math.min(x + 12, innerWidth - width - 8))}px`;
    tip.style.top = `${above > 8 ? above : y + 20}px`;
  }

  const hide = () => (tip.hidden = true);
  const byPointer = (event) => show(wordsOf(event.target), event.clientX, event.clientY);

  function byFocus({ target }) {
    const focused = target.matches("a.term, .bookfig svg a") && target.matches(":focus-visible");
    if (!focused) return hide();
    const { left, top, height } = target.getBoundingClientRect();
    show(wordsOf(target), left, top < 90 ? top + height : top);
  }

  function explainTerms() {
    for (const term of document.querySelectorAll("a.term[title]")) {
      term.dataset.definition = term.title;
      term.setAttribute("aria-description", term.title);
      term.removeAttribute("title"); // else two tooltips
    }
  }

  // --- a chart is one stop of the Tab key; arrow keys go from mark to mark -----

  function rove(svg) {
    const links = [...svg.querySelectorAll("a")];
    links.forEach((link, at) => link.setAttribute("tabindex", at ? -1 : 0));
  }

  function byKey(event) {
    if (event.key === "Escape") return hide();
    const link = event.target.closest?.(".bookfig svg a");
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!link || (!step && event.key !== "Home" && event.key !== "End")) return;
    event.preventDefault();
    const links = [...link.closest("svg").querySelectorAll("a")];
    const last = links.length - 1;
    const at = event.key === "Home" ? 0 : event.key === "End" ? last : links.indexOf(link) + step;
    const next = links[Math.max(0, Math.min(at, last))];
    link.setAttribute("tabindex", -1);
    next.setAttribute("tabindex", 0);
    next.focus({ focusVisible: true });
  }

  // --- a chart to explore: loaded when asked for --------------------------------

  const load = (src) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      Object.assign(script, { src, onload: resolve, onerror: reject });
      document.head.append(script);
    });

  const still = new WeakMap(); // what a picture was before it was explored

  async function explore(button) {
    const figure = button.closest(".bookfig");
    const pictures = ["wide", "narrow"].map((name) => [name, figure.querySelector(`.bookfig-${name}`)]);
    if (button.getAttribute("aria-pressed") === "true") {
      for (const [, place] of pictures) place.replaceChildren(...still.get(place));
      button.setAttribute("aria-pressed", false);
      return;
    }
    button.disabled = true;
    try {
      const slug = figure.id.replace("bookfig-", "");
      if (!window.vegaEmbed) await load(figure.dataset.vega);
      if (!window.bookfigSpecs?.[slug]) await load(figure.dataset.spec);
      for (const [name, place] of pictures) {
        const alt = place.querySelector("svg").ariaLabel;
        still.set(place, [...place.childNodes]);
        const holder = document.createElement("div");
        await window.vegaEmbed(holder, window.bookfigSpecs[slug][name], {
          actions: false,
          renderer: "svg",
          defaultStyle: false,
          tooltip: false, // the page has its own
          ast: true, // expressions are interpreted: the page's policy lets none be compiled
          logLevel: 1, // errors only
          config: { description: alt },
        });
        for (const mark of holder.querySelectorAll("[aria-label*='href: ']")) {
          mark.ariaLabel = mark.ariaLabel.replace(/; href: [^;]*/, "");
        }
        place.replaceChildren(holder);
        rove(holder.querySelector("svg"));
        holder.querySelectorAll(".role-legend-label text").forEach(pickByKey);
      }
      button.setAttribute("aria-pressed", true);
    } catch {
      button.textContent = "The interactive chart could not be loaded";
    }
    button.disabled = false;
  }

  // Enter and Space pick a name of the legend, as a click does.
  function pickByKey(label) {
    label.setAttribute("tabindex", 0);
    label.setAttribute("role", "button");
    label.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      label.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    });
  }

  function offerPrinting() {
    for (const button of document.querySelectorAll("button[data-print]")) {
      button.addEventListener("click", () => print());
    }
  }

  function offerExploring() {
    for (const button of document.querySelectorAll(".bookfig-explore")) {
      button.hidden = false;
      button.setAttribute("aria-pressed", false);
      button.addEventListener("click", () => explore(button));
    }
  }

  // --- long tables: a filter, and headings that sort -----------------------------

  const LONG = 12; // rows

  function offerSorting(table) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    if (rows.length <= LONG || table.dataset.sorted) return;
    table.dataset.sorted = true;
    const label = document.createElement("label");
    const count = document.createElement("output");
    label.className = "bookfig-filter";
    label.innerHTML = 'Rows with <input type="search" autocomplete="off">';
    label.append(count);
    label.firstElementChild.addEventListener("input", ({ target }) => {
      const wanted = target.value.trim().toLowerCase();
      for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
      const left = rows.filter((row) => !row.hidden).length;
      count.textContent = wanted ? `${left} of ${rows.length}` : "";
    });
    (table.closest(".bookfig-scroll, .plain-table") ?? table).before(label);
    for (const heading of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => sortBy(heading, body));
    }
  }

  function sortBy(heading, body) {
    const down = heading.ariaSort === "ascending";
    for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
    heading.ariaSort = down ? "descending" : "ascending";
    const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const text = (row) => row.cells[heading.cellIndex].textContent.trim().replace("−", "-");
    const number = heading.classList.contains("number");
    const compare = (a, b) =>
      number ? (parseFloat(a) || 0) - (parseFloat(b) || 0) : order.compare(a, b);
    const sorted = [...body.rows].sort((a, b) => compare(text(a), text(b)));
    body.append(...(down ? sorted.reverse() : sorted));
  }

  // Work that nobody waits for, a piece at a time.
  function idly(items, work) {
    if (!items.length) return;
    (window.requestIdleCallback ?? setTimeout)(() => {
      work(items.shift());
      idly(items, work);
    });
  }

  // A folded table is made ready when it is opened.
  function byOpening({ target }) {
    if (target.open) target.querySelectorAll(".bookfig-scroll table").forEach(offerSorting);
  }

  // --- the rest -------------------------------------------------------------------

  function offerCopying() {
    if (!navigator.clipboard) return;
    for (const button of document.querySelectorAll("button.copy")) {
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(
          document.getElementById(button.dataset.copy).textContent,
        );
        button.textContent = "Copied";
        setTimeout(() => (button.textContent = "Copy"), 2000);
      });
    }
  }

  // A row of a folded table, or a folded note, opens when a link leads to it.
  function unfold() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target?.closest("details:not([open])");
    if (!fold) return;
    fold.open = true;
    target.scrollIntoView();
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(tip);
    explainTerms();
    idly([...document.querySelectorAll(".bookfig svg")], rove);
    offerExploring();
    offerPrinting();
    idly([...document.querySelectorAll(":not(details) > * > table:has(thead)")], offerSorting);
    offerCopying();
    unfold();
  });
  document.addEventListener("toggle", byOpening, true); // it does not bubble
  addEventListener("hashchange", unfold);
  document.addEventListener("pointermove", byPointer);
  document.addEventListener("pointerdown", byPointer);
  document.addEventListener("focusin", byFocus);
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", byKey);
  document.addEventListener("scroll", hide, { passive: true });
})();
