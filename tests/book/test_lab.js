// What is asked of JupyterLab: each a function that `test_lab.py` hands over.
({
  // Begun and not waited for, since a script may wait for ever; what came of it is noted.
  runAll: path => void (async () => {
    window.notebook = window.failed = undefined;
    const app = window.jupyterapp;
    await app.restored;
    const notebook = await app.commands.execute('docmanager:open', { path });
    await notebook.context.ready;
    await notebook.sessionContext.ready;
    await notebook.revealed;
    app.shell.activateById(notebook.id);
    await app.commands.execute('notebook:run-all-cells');
    window.notebook = notebook;
  })().catch(error => { window.failed = `${error}`; }),

  // What keeps a notebook waiting: a question to the reader, the state of its kernel.
  waiting: () => [
    ...[...document.querySelectorAll('.jp-Dialog')].map(one => one.innerText),
    ...[...document.querySelectorAll('.jp-Notebook-ExecutionIndicator')]
      .map(one => one.dataset.status)].join(),

  // HTML and Markdown are rendered after their place is made.
  isShown: () => window.notebook.content.widgets.every(cell => {
    if (cell.model.type === 'markdown')
      return cell.node.querySelector('.jp-RenderedMarkdown')?.childElementCount;
    const outputs = cell.model.outputs ?? [];
    const kind = output => window.notebook.content.rendermime
      .preferredMimeType(output.data, 'any');
    const shown = Array.from({ length: outputs.length }, (_, at) => outputs.get(at))
      .filter(kind); // some are only for the book
    const rendered = [...cell.node.querySelectorAll('.jp-OutputArea-child')]
      .filter(one => !one.querySelector('.jp-RenderedHTMLCommon:empty'));
    return rendered.length >= shown.length;
  }),

  faults: () => {
    const faults = [];
    const role = /\{[a-z]+(:[a-z]+)?\}`|\{(glue|numref|cite|ref|doc|term)\b/;
    for (const [at, cell] of window.notebook.content.widgets.entries()) {
      const note = words => faults.push(`cell ${at}: ${words}`);
      const shown = cell.node.querySelectorAll(
        '.jp-MarkdownOutput, .jp-OutputArea-child');
      for (const part of shown) {
        const raw = role.exec(part.innerText);
        if (raw) note(`raw role ${part.innerText.slice(raw.index, raw.index + 60)}`);
        const failed = /Javascript Error.*/.exec(part.innerText);
        if (failed) note(failed[0]);
        const errors = part.querySelector(
          '[data-mime-type="application/vnd.jupyter.stderr"]');
        if (errors) note(`on stderr: ${errors.innerText.slice(-200)}`);
      }
      for (const figure of cell.node.querySelectorAll('figure'))
        if (!figure.querySelector('figcaption')?.innerText.trim())
          note(`figure without caption ${figure.id}`);
      for (const svg of cell.node.querySelectorAll(
        '.jp-OutputArea-output svg:not([aria-hidden])'))
        if (!svg.closest('figure')) note('drawing outside a figure');
      if (cell.model.type !== 'code') continue;
      if (cell.model.sharedModel.source.trim() && !cell.inputHidden)
        note('unfolded code');
      for (const output of cell.model.sharedModel.outputs)
        if (output.output_type === 'error') note(`${output.ename}: ${output.evalue}`);
      if (cell.model.sharedModel.source.trim() && !cell.model.executionCount)
        note('was not run');
    }
    return faults;
  },

  nCaptions: () => window.notebook.node.querySelectorAll(
    '.jp-OutputArea-output figcaption').length,

  close: async () => {
    await window.notebook.sessionContext.shutdown();
    window.notebook.dispose();
  },
})
