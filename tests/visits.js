// What is asked of a page in a browser: each a function that `visits.py` hands over.
({
  // The labels that reach over an edge of their picture.
  cutLabels: () => [...document.querySelectorAll('.bookfig svg')].flatMap(svg => {
    const box = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].filter(text => {
      const label = text.getBoundingClientRect();
      return label.width && (label.left < box.left - 0.5 || label.right > box.right + 0.5
        || label.top < box.top - 0.5 || label.bottom > box.bottom + 0.5);
    }).map(text => text.textContent);
  }),

  openAll: () => document.querySelectorAll('details').forEach(d => d.open = true),

  // The drawings that a reader sees: figure, and the size of the picture.
  drawn: () => [...document.querySelectorAll('.bookfig')].map(figure => ({
    slug: figure.id,
    shown: [...figure.querySelectorAll('svg')].map(svg => svg.getBoundingClientRect())
      .filter(box => box.width).map(box => [box.width, box.height]),
  })),

  // What stands out too little in the drawings, by contrast as WCAG 2 computes it: words
  // against what is behind them, marks, by fill or by edge, against the page.
  faint: () => {
    const numbers = colour => colour.match(/[\d.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b]
      .map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
      .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const ground = numbers(getComputedStyle(document.body).backgroundColor);
    const blend = (colour, opacity, below) => {
      if (colour === 'none') return below;
      const [r, g, b, a = 1] = numbers(colour);
      const share = a * opacity;
      return [r, g, b].map((part, at) => part * share + below[at] * (1 - share));
    };
    const contrast = (colour, opacity, below = ground) => {
      const [low, high] = [light(blend(colour, opacity, below)), light(below)]
        .sort((x, y) => x - y);
      return (high + 0.05) / (low + 0.05);
    };
    // What is drawn behind a word: the last mark that its middle lies in, or the page.
    const behind = (text, marks) => {
      const { left, top, width, height } = text.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      return marks.filter(({ box, mark }) => box.left <= x && x <= box.right
        && box.top <= y && y <= box.bottom
        && mark.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)
        .reduce((below, { fill, opacity }) => blend(fill, opacity, below), ground);
    };
    const faint = [];
    for (const figure of document.querySelectorAll('.bookfig')) {
      const svg = [...figure.querySelectorAll('svg')]
        .find(one => one.getBoundingClientRect().width);
      const marks = [...svg.querySelectorAll('[role="graphics-symbol"]:not(text, g)')]
        .map(mark => {
          const { fill, opacity, fillOpacity } = getComputedStyle(mark);
          return { mark, fill, opacity: opacity * fillOpacity,
            box: mark.getBoundingClientRect() };
        });
      for (const text of svg.querySelectorAll('text')) {
        const style = getComputedStyle(text);
        if (style.opacity === '0') continue; // left out, lest it touch its neighbour
        const found = contrast(
          style.fill, style.opacity * style.fillOpacity, behind(text, marks));
        if (text.textContent && found < 4.5)
          faint.push(`${figure.id}: ${text.textContent} ${found.toFixed(2)}`);
      }
      for (const { mark } of marks) {
        const style = getComputedStyle(mark);
        const found = Math.max(
          contrast(style.fill, style.opacity * style.fillOpacity),
          contrast(style.stroke, style.opacity * style.strokeOpacity));
        if (found < 3) faint.push(`${figure.id}: ${mark.ariaLabel} ${found.toFixed(2)}`);
      }
    }
    return faint;
  },

  violations: async rules => {
    const options = { resultTypes: ['violations'], selectors: false };
    if (rules) options.runOnly = rules;
    const found = await axe.run(document, options);
    return found.violations.map(one => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`);
  },

  // Elements that are drawn only when they come near the screen, hence not on a picture of
  // the whole page.
  drawnLate: () => [...document.querySelectorAll('*')]
    .filter(one => getComputedStyle(one).contentVisibility === 'auto')
    .map(one => one.outerHTML.slice(0, 100)),

  // A change of medium or colours has arrived: scripts have heard of it, nothing fades.
  settled: async () => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    await Promise.allSettled(document.getAnimations().map(one => one.finished));
  },

  settledWithoutScripts: async () => {
    await Promise.allSettled(document.getAnimations().map(one => one.finished));
  },

  // How many colours each chart has on a picture of the whole page.
  colours: async picture => {
    const charts = [...document.querySelectorAll('.bookfig svg')]
      .map(svg => svg.getBoundingClientRect()).filter(box => box.width);
    const data = await (await fetch(`data:image/png;base64,${picture}`)).blob();
    const bitmap = await createImageBitmap(data);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    canvas.drawImage(bitmap, 0, 0);
    return charts.map(({ x, y, width, height }) => new Set(new Uint32Array(
      canvas.getImageData(x, y + scrollY, width, height).data.buffer)).size);
  },

  // Where the focus is, and whether it shows: its own outline, shadow or edge changes.
  focused: () => {
    const at = document.activeElement;
    const seen = element => {
      const style = getComputedStyle(element);
      return [style.outlineStyle !== 'none' && style.outlineWidth !== '0px'
        && style.outlineColor, style.boxShadow, style.stroke, style.strokeWidth,
        style.borderColor].join();
    };
    const shown = at.closest('svg') ? at.firstElementChild : at;
    const focused = seen(shown);
    at.blur();
    const changed = seen(shown) !== focused;
    at.focus({ focusVisible: true });
    const order = [...document.querySelectorAll('*')].indexOf(at);
    return { name: at.tagName + '.' + at.className, order, changed };
  },

  // Code that gets into a page in each of the ways that hostile text would try.
  intrude: () => {
    window.refused = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective,
      blockedURI }) => refused.push(`${effectiveDirective} ${blockedURI}`));
    const script = document.createElement('script');
    script.textContent = 'window.intruded = 1';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', `
      <p onclick="window.intruded = 1" style="color: red">p</p>
      <a href="javascript:window.intruded = 1">a</a>
      <img src="https://example.org/a.png" onerror="window.intruded = 1">
      <iframe srcdoc="<script>parent.intruded = 1</script>"></iframe>`);
    document.querySelector('body > p').click();
    document.querySelector('body > a').click();
    setTimeout('window.intruded = 1');
  },

  // Everything that a reader can press, touch or pass over, in the order of the page.
  touchAll: () => {
    document.querySelectorAll('details').forEach(one => { one.open = true; });
    const events = ['pointerover', 'mouseover', 'mouseenter', 'pointerdown', 'mousedown',
      'focus', 'focusin', 'mouseup', 'keydown', 'toggle', 'load', 'error'];
    const all = [...document.querySelectorAll('*')];
    for (const one of all)
      for (const name of events) one.dispatchEvent(new Event(name, { bubbles: false }));
    const pressed = all.filter(one => one.matches(
      'a, area, button, summary, input, select, label, [role=button], [tabindex]'));
    for (const one of pressed)
      one.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    return pressed.length;
  },

  // Elements and attributes that run something, whatever the policy says.
  active: () => [...document.querySelectorAll('*')].filter(one =>
    one.matches('iframe, object, embed, base, [http-equiv=refresh], math, foreignObject')
    || [...one.attributes].some(({ name, value }) => name.startsWith('on')
      || /^[\s\0-\x20]*(javascript|vbscript|data:text)/i.test(value)))
    .map(one => one.outerHTML.slice(0, 200)),

  // The drawings that a reader sees, by their width.
  drawnCharts: () => [...document.querySelectorAll('.ww figure')].map(figure =>
    [...figure.querySelectorAll('svg[role=img]')]
      .map(svg => svg.getBoundingClientRect().width).filter(width => width)),

  // Icons of the theme that are larger than the largest words beside them.
  largeIcons: () => [...document.querySelectorAll('.svg-inline--fa')].filter(icon =>
    icon.getBoundingClientRect().height >
      1.01 * parseFloat(getComputedStyle(icon).fontSize)).length,
})
