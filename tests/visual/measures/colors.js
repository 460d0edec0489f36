// What a page's colours are to the eye, from computed styles. Needs layout.js.
window.colors = (() => {
    const {say, texts} = layout;
    const CONTROLS = "input:not([type=hidden]), select, button, textarea, summary";

    // [red, green, blue, alpha]; a form of colour that is not known here stops the test.
    const parsed = color => {
        const numbers = /^rgba?\(/.test(color) && color.match(/[\d.]+/g).map(Number);
        if (!numbers) throw new Error(`unknown colour: ${color}`);
        return numbers.length === 3 ? [...numbers, 1] : numbers;
    };
    const over = (top, below) => [0, 1, 2].map(at => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);

    // Source: WCAG 2.2, "relative luminance" and "contrast ratio".
    const luminance = color => color.slice(0, 3).map(part => part / 255)
        .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const contrast = (one, other) => {
        const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
        return (light + 0.05) / (dark + 0.05);
    };

    // The colour of the canvas itself: what is behind a page that sets no background.
    const canvas = () => {
        const probe = document.documentElement.appendChild(document.createElement("i"));
        probe.style.backgroundColor = "Canvas";
        const color = parsed(getComputedStyle(probe).backgroundColor);
        probe.remove();
        return color;
    };
    const behind = element => {
        const layers = [];
        for (let each = element; each; each = each.parentElement) layers.unshift(parsed(getComputedStyle(each).backgroundColor));
        return layers.reduce((below, top) => over(top, below), canvas());
    };
    const ratio = (color, ground) => contrast(over(parsed(color), ground), ground);
    const withText = () => [...new Set([...texts(document.body).map(node => node.parentElement), ...document.querySelectorAll(CONTROLS)])]
        .filter(element => element.checkVisibility());

    const faintText = (least, ground = behind) => withText().flatMap(element => {
        const style = getComputedStyle(element), found = ratio(style.color, ground(element));
        const hidden = style.visibility !== "visible" || style.opacity !== "1" || style.backgroundImage !== "none";
        return found < least || hidden ? [`${found.toFixed(2)}:1 ${style.color} ${say(element)}`] : [];
    });

    // A control is told from the page by its border or, without one, by its ground.
    const edge = element => {
        const style = getComputedStyle(element);
        return style.borderTopStyle !== "none" && parseFloat(style.borderTopWidth) >= 1 ? style.borderTopColor : style.backgroundColor;
    };
    // A box to check keeps the edge of its browser, which no style tells, until a page sets another look or color.
    // Source: WCAG 2.2, 1.4.11, "determined by the user agent and not modified by the author".
    const isDrawnByBrowser = element => {
        const {appearance, accentColor} = getComputedStyle(element);
        return element.matches("[type=checkbox]") && appearance === "auto" && accentColor === "auto";
    };
    const faintEdges = least => [...document.querySelectorAll(CONTROLS)].filter(element => !isDrawnByBrowser(element)).flatMap(element => {
        const found = ratio(edge(element), behind(element.parentElement));
        return found < least ? [`${found.toFixed(2)}:1 edge of ${say(element)}`] : [];
    });

    // Lines that part one thing from the next. What has the color of its ground is no line.
    const faintLines = least => [...document.body.querySelectorAll("*")].flatMap(element => {
        const style = getComputedStyle(element);
        return ["Top", "Right", "Bottom", "Left"].filter(side => parseFloat(style[`border${side}Width`]) > 0)
            .map(side => ratio(style[`border${side}Color`], behind(element.parentElement)))
            .filter(found => found < least && found > 1).map(found => `${found.toFixed(2)}:1 line of ${say(element)}`).slice(0, 1);
    });

    // A ring stands outside its element, on the ground of what holds it.
    const faintRing = (element, least) => {
        const style = getComputedStyle(element), found = ratio(style.outlineColor, behind(element.parentElement));
        const thin = style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2;
        return found < least || thin ? [`${style.outlineStyle} ${style.outlineWidth} ${found.toFixed(2)}:1 ring of ${say(element)}`] : [];
    };
    const faintRings = least => [...document.querySelectorAll(`a[href], ${CONTROLS}`)].flatMap(element => {
        element.focus();
        return faintRing(element, least);
    });

    const moving = () => [...document.querySelectorAll("*")].filter(element => ["", "::before", "::after"].some(part => {
        const style = getComputedStyle(element, part);
        return style.animationName !== "none" || /[1-9]/.test(style.transitionDuration) || style.scrollBehavior === "smooth";
    })).map(element => `moves: ${say(element)}`);

    return {parsed, contrast, behind, ratio, canvas, faintText, faintEdges, faintLines, faintRing, faintRings, moving};
})();
