// Runs before anything is drawn: menus and counters open in their scripted form, without a jump.
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('js-enabled', 'govuk-frontend-supported')
