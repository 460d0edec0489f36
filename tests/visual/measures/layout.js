// What a page shows, measured where it stands: put into every document of a test's window before anything else.
// Each measure returns sentences, one for each fault.
window.layout = (() => {
    const say = element => `<${element.tagName.toLowerCase()}${element.className && `.${element.className}`}> “${(element.value || element.textContent).trim().slice(0, 50)}”`;
    const CONTROLS = "input:not([type=hidden]), select, button, textarea";
    const BLOCKS = "p, li, dd, dt, td, th, legend, label, small, blockquote, h1, h2, h3, h4";

    const texts = root => {
        const found = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            if (walker.currentNode.data.trim() && !parent.closest("style, title, option")) found.push(walker.currentNode);
        }
        return found;
    };

    const boxesOf = node => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return [...range.getClientRects()].filter(box => box.width > 0);
    };

    // Every line of every text, and every control: {element, left, right, top, bottom}.
    const drawn = () => [
        ...texts(document.body).flatMap(node => boxesOf(node).map(box => ({node, element: node.parentElement, box}))),
        ...[...document.querySelectorAll(CONTROLS)].map(element => ({node: element, element, box: element.getBoundingClientRect()})),
    ];

    // Glyphs fill less than the box of their font, and lines of a heading stand closer than these boxes are high.
    const meet = (one, other) => {
        const slack = Math.min(one.height, other.height) * 0.2;
        return Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2
            && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2 * slack;
    };

    const outside = () => {
        const root = document.documentElement, width = root.clientWidth, scrolls = root.scrollWidth > width;
        const cut = drawn().filter(({box}) => box.left < -1 || box.right > width + 1);
        return [...(scrolls ? [`scrolls to ${root.scrollWidth} of ${width} px`] : []), ...cut.map(({element}) => `outside: ${say(element)}`)];
    };

    const clipped = () => [...document.body.querySelectorAll("*")].filter(element => {
        const style = getComputedStyle(element);
        return !element.matches(CONTROLS) && style.overflow !== "visible"
            && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
    }).map(element => `clipped: ${say(element)}`);

    const overlapping = () => {
        const all = drawn().sort((one, other) => one.box.top - other.box.top), found = [];
        all.forEach((one, at) => {
            for (let next = at + 1; next < all.length && all[next].box.top < one.box.bottom; next++) {
                const other = all[next];
                if (other.node !== one.node && meet(one.box, other.box)) found.push(`overlap: ${say(one.element)} and ${say(other.element)}`);
            }
        });
        return found;
    };

    // A link among words of its block is as high as its line (WCAG 2.5.5, "Inline"). A number in parentheses is no word.
    const amongWords = target => {
        const block = target.closest(BLOCKS);
        const rest = block && block.textContent.replace(target.textContent, "");
        return target.tagName === "A" && /\p{L}{2}.*\p{L}{2}/su.test(rest || "");
    };

    const smallTargets = (least = 44) => {
        const boxes = target => [target, ...(["checkbox", "radio"].includes(target.type) ? target.labels : [])].map(each => each.getBoundingClientRect());
        const found = [...document.querySelectorAll(`a[href], summary, ${CONTROLS}`)].filter(target => {
            target.focus();
            return !amongWords(target) && !boxes(target).some(box => box.height >= least && box.width >= least);
        });
        return found.map(target => `${target.getBoundingClientRect().width.toFixed(1)}x${target.getBoundingClientRect().height.toFixed(1)} ${say(target)}`);
    };

    // The lines of a block as they are set: what stands at one height. A word that is broken is measured letter by letter.
    const linesOf = block => {
        const lines = new Map(), range = document.createRange();
        const boxesAt = (node, from, to) => {
            range.setStart(node, from);
            range.setEnd(node, to);
            return [...range.getClientRects()];
        };
        const set = (box, text) => {
            const middle = box && (box.top + box.bottom) / 2;
            const line = [...lines.keys()].find(other => Math.abs(other - middle) < 6) || middle;
            lines.set(line, (lines.get(line) || "") + text);
        };
        texts(block).filter(node => node.parentElement.closest(BLOCKS) === block).forEach(node => {
            for (const {1: before, 2: word, 3: after, index} of node.data.matchAll(/(\s*)(\S+)(\s*$)?/gu)) {
                const start = index + before.length, end = start + word.length, boxes = boxesAt(node, start, end);
                if (boxes.length === 1) set(boxes[0], before + word + (after || ""));
                else for (let at = start; at < end; at++) set(boxesAt(node, at, at + 1)[0], node.data[at]);
            }
        });
        return [...lines.values()].map(line => line.trim().replace(/\s+/g, " "));
    };

    const longLines = most => [...document.querySelectorAll(BLOCKS)].flatMap(linesOf)
        .filter(line => line.length > most).map(line => `${line.length} characters: ${line}`);

    // Text that is read: not headings, which stand closer.
    const hardToRead = () => texts(document.body).map(node => node.parentElement).filter(element => !element.closest("h1, h2, h3")).flatMap(element => {
        const style = getComputedStyle(element), size = parseFloat(style.fontSize);
        const root = parseFloat(getComputedStyle(document.documentElement).fontSize);
        return [
            ...(size < root ? [`${(size / root).toFixed(2)} rem: ${say(element)}`] : []),
            ...(parseFloat(style.lineHeight) < size * 1.499 ? [`line height ${style.lineHeight} of ${style.fontSize}: ${say(element)}`] : []),
            ...(["start", "left", "-webkit-auto"].includes(style.textAlign) ? [] : [`aligned ${style.textAlign}: ${say(element)}`]),
        ];
    });

    return {say, texts, outside, clipped, overlapping, smallTargets, longLines, hardToRead};
})();
