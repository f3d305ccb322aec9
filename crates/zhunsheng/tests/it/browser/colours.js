// Text on the page that is too pale for its ground: 4.5 to 1, large text 3 to 1.
(() => {
    const parts = text => (text.match(/[\d.]+/g) || []).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
    const ground = e => {
        for (let at = e; at; at = at.parentElement) {
            const colour = parts(getComputedStyle(at).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) { return colour; }
        }
        return [255, 255, 255];
    };
    const pale = new Set();
    for (const e of document.querySelectorAll('body *:not(script):not(title)')) {
        const own = [...e.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
        if (!own || !e.getClientRects().length || e.closest('svg, .unseen, option')) { continue; }
        const style = getComputedStyle(e);
        const [a, b] = [light(parts(style.color)), light(ground(e))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        if (ratio < (large ? 3 : 4.5)) { pale.add(`${e.tagName}.${e.className} “${e.textContent.trim().slice(0, 20)}” ${style.color} on ${ground(e)}: ${ratio.toFixed(2)}`); }
    }
    return [...pale];
})()
