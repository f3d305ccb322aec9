// What is wrong with the page as it is laid out now: a list of sentences, empty when nothing is.
(() => {
    const wrong = [];
    const seen = e => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
    const said = e => (e.textContent || e.value || '').replace(/\s+/g, ' ').trim();
    const named = e => e.getAttribute('aria-label') || e.getAttribute('aria-labelledby');
    const all = kinds => [...document.querySelectorAll(kinds)];
    const wide = WIDE;
    const high = all('h1').length;
    if (document.documentElement.scrollWidth > wide) {
        const over = all('body *').filter(e => seen(e) && e.getBoundingClientRect().right > wide + 1 && !e.closest('.scroll, .tabs, .unseen, svg'));
        wrong.push(`is ${document.documentElement.scrollWidth} wide in ${wide}: ${over.slice(-3).map(e => `${e.tagName}.${e.className} ${said(e).slice(0, 30)}`)}`);
    }
    if (high !== 1) { wrong.push(`has ${high} h1`); }
    for (const e of all('input:not([type=hidden]), select, textarea')) {
        if (!e.labels.length && !named(e)) { wrong.push(`control ${e.name} has no label`); }
    }
    for (const e of all('button, a, summary')) {
        if (seen(e) && !said(e) && !named(e)) { wrong.push(`nameless ${e.outerHTML.slice(0, 120)}`); }
    }
    for (const e of all('.error')) {
        if (!e.id || !document.querySelector(`[aria-describedby~="${e.id}"]`)) { wrong.push(`error “${said(e)}” is tied to nothing`); }
    }
    const ids = all('[id]').map(e => e.id);
    for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) { wrong.push(`id ${id} stands twice`); }
    for (const e of all('main .primary')) {
        const box = e.getBoundingClientRect();
        if (!e.closest('details:not([open]), .filters, .scroll') && (!seen(e) || box.left < 0 || box.right > wide)) { wrong.push(`main action “${said(e)}” is out of sight`); }
    }
    for (const e of all('table')) {
        if (seen(e) && e.querySelector('thead th:not([scope])')) { wrong.push(`a head of ${e.className} says no scope`); }
    }
    return wrong;
})()
