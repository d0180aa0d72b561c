/**
 * What a page does for its reader where a script may run: a filter whose words are in the address, so that it can be sent to
 * somebody; links into what is folded or filtered away; everything unfolded at once. Its digest is in contentPolicy.ts.
 */
export const pageScript = `
'use strict';
{
  const tools = document.getElementById('tools');
  const box = document.getElementById('filter');
  const shown = document.getElementById('shown');
  const fold = document.getElementById('fold');
  const folds = [...document.querySelectorAll('main details')];
  const groups = [...document.querySelectorAll('main .group')];
  const total = document.querySelectorAll('main tbody > tr').length;
  const mostUnfolded = 500;
  const mark = '#filter=';
  const unfolded = new Set();
  let known = null;

  const count = (n) => n.toLocaleString('en');

  // Each table with its rows and their words; the name of a connection is among the words of its rows.
  const tables = () => groups.flatMap((group) => {
    const title = group.querySelector('h3, summary')?.textContent ?? '';
    const own = [...group.querySelectorAll('.rows')].filter((each) => each.closest('.group') === group);
    if (own.length === 0) return [{ group, element: null, rows: [], texts: [group.textContent.toLowerCase()] }];
    const name = group.matches('.always') ? '' : title + ' ';
    return own.map((element) => {
      const rows = [...element.querySelectorAll('tbody > tr')];
      return { group, element, rows, texts: rows.map((row) => (name + row.textContent).toLowerCase()) };
    });
  });

  const filter = () => {
    const words = box.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    known ??= tables();
    const hits = new Set();
    let found = 0;
    for (const { group, element, rows, texts } of known) {
      const isHit = texts.map((text) => words.every((word) => text.includes(word)));
      const isAny = isHit.includes(true);
      if (isAny) hits.add(group);
      if (element === null) continue;
      element.hidden = !isAny;
      if (!isAny) continue;
      rows.forEach((row, i) => {
        if (row.hidden === isHit[i]) row.hidden = !isHit[i];
        if (isHit[i]) found++;
      });
    }
    const isOn = words.length > 0;
    for (const group of groups) group.hidden = !hits.has(group);
    for (const details of unfolded) details.open = false;
    unfolded.clear();
    if (isOn && found <= mostUnfolded) {
      for (const details of folds) {
        if (details.open || !hits.has(details)) continue;
        details.open = true;
        unfolded.add(details);
      }
    }
    shown.textContent = (isOn ? count(found) + ' of ' : '') + count(total) + ' rows';
  };

  const keep = () => {
    const words = box.value.trim();
    history.replaceState(null, '', words === '' ? '#' : mark + encodeURIComponent(words));
  };

  const follow = () => {
    if (location.hash.startsWith(mark)) {
      try {
        box.value = decodeURIComponent(location.hash.slice(mark.length));
      } catch {
        box.value = '';
      }
      filter();
      return;
    }
    const target = document.getElementById(location.hash.slice(1));
    if (target === null) return;
    if (target.closest('[hidden]') !== null) {
      box.value = '';
      filter();
    }
    for (let at = target.closest('details'); at !== null; at = at.parentElement.closest('details')) at.open = true;
    target.scrollIntoView();
  };

  let timer = 0;
  box.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      filter();
      keep();
    }, 150);
  });
  fold.addEventListener('click', () => {
    const open = folds.some((details) => !details.open);
    for (const details of folds) details.open = open;
    unfolded.clear();
    fold.textContent = open ? 'Fold all' : 'Unfold all';
  });
  addEventListener('hashchange', follow);
  tools.hidden = false;
  shown.textContent = count(total) + ' rows';
  follow();
}
`;
