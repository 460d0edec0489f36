// What somebody sees and causes who walks with the Tab key. Needs layout.js and colors.js.
window.keyboard = (() => {
    const {say} = layout;
    const steps = [], events = [];
    const stops = () => [...document.querySelectorAll("a[href], input:not([type=hidden]), select, button, textarea, summary, [tabindex='0']")];

    // Whether any part of an element lies under the way out, which stays in its corner of the window.
    const underExit = element => {
        const exit = document.querySelector("header .exit");
        if (!exit || exit.contains(element) || getComputedStyle(exit).position !== "fixed") return false;
        const over = exit.getBoundingClientRect();
        return [...element.getClientRects()].some(box => box.right > over.left && box.left < over.right && box.bottom > over.top && box.top < over.bottom);
    };
    // Of a field of many lines, which may be higher than what is left of the window, the line with the caret: an empty
    // one has it in its first.
    const placeOf = element => {
        const box = element.getClientRects()[0] || new DOMRect();
        if (element.localName !== "textarea" || element.value) return box;
        const style = getComputedStyle(element), above = parseFloat(style.borderTopWidth) + parseFloat(style.paddingTop);
        return new DOMRect(box.left, box.top + above, box.width, parseFloat(style.lineHeight));
    };
    // The keyboard stands on an element: it must be in the window, on top, and ringed.
    const look = element => {
        const box = placeOf(element);
        const inside = box.width > 0 && box.top > -1 && box.left > -1 && box.bottom < innerHeight + 1 && box.right < innerWidth + 1;
        const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
        return [
            ...(inside ? [] : [`not in the window: ${say(element)}`]),
            ...(!inside || (top && (element.contains(top) || top.contains(element))) ? [] : [`covered: ${say(element)}`]),
            ...(underExit(element) ? [`under the way out: ${say(element)}`] : []),
            ...colors.faintRing(element, 3),
        ];
    };
    addEventListener("focusin", event => steps.push({at: stops().indexOf(event.target), faults: []}));
    // The window scrolls after the event: what is seen is judged when the next key goes down.
    addEventListener("keydown", () => {
        const element = document.activeElement;
        if (steps.length && !element.matches("main, body")) steps.at(-1).faults = look(element);
    }, true);
    for (const kind of ["submit", "beforeunload", "change"]) addEventListener(kind, () => events.push(kind), true);

    // How often Tab is pressed to get there: from the beginning, and from the text, once the skip link was followed.
    const far = selector => stops().findIndex(element => element.matches(selector)) + 1;
    const farFromText = selector => [...document.querySelectorAll("main a[href], main input, main select")].findIndex(element => element.matches(selector)) + 1;
    // Stand on the first stop, with nothing noted of what came before.
    const begin = () => {
        document.activeElement.blur();
        steps.length = 0;
        stops()[0].focus();
    };
    return {steps, events, begin, far, farFromText, count: () => stops().length, faults: () => steps.flatMap(step => step.faults)};
})();
