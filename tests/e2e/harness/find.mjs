// Finds elements the way a person or a screen reader names them: by role and accessible name, never by
// class or test id. The function below runs inside the page, so it may use nothing from outside itself.

/**
 * Returns `{ found }` with exactly one visible element, or `{ problem }` in words.
 * `wanted` is `{ role, name, pattern, flags, within }`: `name` matches whole, `pattern` is a regular expression's
 * source, `within` is a text that must stand in the nearest group, row, list item or section around it.
 */
export function findInPage(wanted) {
  const tidy = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const selectors = {
    button: 'button, [role="button"], input[type="submit"], input[type="button"], summary',
    link: 'a[href], [role="link"]',
    heading: 'h1, h2, h3, h4, h5, h6, [role="heading"]',
    field: 'input:not([type="hidden"]):not([type="radio"]):not([type="checkbox"]), textarea, select, [role="textbox"], [role="combobox"]',
    choice: 'input[type="radio"], input[type="checkbox"], [role="radio"], [role="checkbox"], [role="option"], [role="tab"]',
    row: 'tr, [role="row"], .nhsuk-summary-list__row, li, [role="listitem"]',
  };
  const groups =
    'tr, li, fieldset, section, article, dialog, details, [role="group"], [role="region"], [role="dialog"], [role="row"], ' +
    '[role="listitem"], .nhsuk-summary-list__row, .nhsuk-card, .nhsuk-form-group';

  const visible = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 0 && box.height > 0 && style.visibility !== 'hidden' && style.display !== 'none';
  };
  const byIds = (ids) => tidy(ids.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' '));
  const nameOf = (element) => {
    if (element.hasAttribute('aria-labelledby')) return byIds(element.getAttribute('aria-labelledby'));
    if (element.hasAttribute('aria-label')) return tidy(element.getAttribute('aria-label'));
    if (element.labels?.length) return tidy([...element.labels].map((label) => label.textContent).join(' '));
    if (element.matches('input')) return tidy(element.value);
    return tidy(element.textContent);
  };
  const matches = (name) => {
    if (wanted.pattern !== undefined) return new RegExp(wanted.pattern, wanted.flags).test(name);
    // A row is named by everything in it, so that it is enough to say a part of it.
    return wanted.role === 'row' ? name.includes(tidy(wanted.name)) : name === tidy(wanted.name);
  };
  const distance = (element) => {
    let steps = 0;
    for (let at = element.parentElement; at; at = at.parentElement) {
      steps += 1;
      if (at.matches(groups) && tidy(at.textContent).includes(tidy(wanted.within))) return steps;
    }
    return Infinity;
  };

  const all = [...document.querySelectorAll(selectors[wanted.role])].filter(visible);
  let found = all.filter((element) => matches(nameOf(element)));
  if (wanted.within !== undefined) {
    const near = found.map((element) => ({ element, steps: distance(element) })).filter((entry) => entry.steps < Infinity);
    const closest = Math.min(...near.map((entry) => entry.steps));
    found = near.filter((entry) => entry.steps === closest).map((entry) => entry.element);
  }
  const asked = `${wanted.role} “${wanted.name ?? wanted.pattern}”${wanted.within === undefined ? '' : ` within “${wanted.within}”`}`;
  if (found.length === 1) return { found: found[0] };
  if (found.length > 1) return { problem: `${found.length} elements answer to ${asked}: say within what` };
  return { problem: `no ${asked}; there are: ${all.map(nameOf).map((name) => `“${name}”`).join(', ') || 'none of that kind'}` };
}
