// The rules of html-validate for pages as they are sent, minified. Each rule that is not as recommended has its reason.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    // The short form, in small letters: the same to a browser, and smaller.
    "doctype-style": ["error", { style: "lowercase" }],
    // <input type=submit> is the button that every browser knows, links2 and old phones included.
    "prefer-button": "off",
    // Counts characters for search engines. Ours are the heading and the name of the site, and results repeat what was asked.
    "long-title": "off",
    // Boxes of one question have one name, as the standard has it.
    "form-dup-name": ["error", { shared: ["radio", "button", "reset", "submit", "checkbox"] }],
  },
};
