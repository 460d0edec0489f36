// Where the words of a page begin, from its top to the foot of the line, and what stands before them. Needs layout.js.
window.firstScreen = (() => {
    // The feet of the lines of an element, from the top of the page.
    const feet = element => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const found = [...range.getClientRects()].filter(box => box.width > 1).map(box => box.bottom + scrollY).sort((one, other) => one - other);
        return found.filter((foot, at) => at === 0 || foot - found[at - 1] > 8);
    };
    const main = () => document.querySelector("main");
    const second = element => {
        const lines = feet(element);
        return lines[1] || lines[0];
    };
    const inArticle = article => {
        const short = article.querySelector(".short li");
        if (short) return feet(short)[0];
        const words = [...article.querySelectorAll("p, li, dd")].find(each => !each.closest(".row, .facts, .notice, .take, form, nav"));
        return second(words);
    };
    const inList = () => {
        const result = main().querySelector("ol.cards h2");
        const words = [...main().querySelectorAll("p, li, dt, h2")].find(each => !each.closest("form, nav"));
        // A page that is a form alone begins with what it asks.
        return feet(result || words || main().querySelector("form:not([role=search]) label"))[0];
    };
    // What somebody in danger, or whose search was cut, is told before anything else.
    const words = told_first => {
        const told = main().querySelector(told_first), article = main().querySelector("article");
        return Math.round(told ? feet(told)[0] : article ? inArticle(article) : inList());
    };
    const stopsBefore = () => [...document.querySelectorAll("a[href], input, select, button")]
        .filter(each => each.compareDocumentPosition(main()) === Node.DOCUMENT_POSITION_FOLLOWING).length;
    return {words, stopsBefore};
})();
