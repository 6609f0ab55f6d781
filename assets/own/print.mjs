import { frame, token } from './dom.mjs'

/**
 * Paper is told to the access log: by the look that drew the page, also where somebody prints without the link. A page that was
 * opened to be printed is in the log as printed already, and asks for the printer itself.
 */
export function tellOfPrinting () {
  const { print, printedUrl } = frame()
  if (print !== undefined) window.addEventListener('load', () => window.print())
  else if (printedUrl) window.addEventListener('beforeprint', () => tell(printedUrl))
}

function tell (url) {
  const body = new URLSearchParams({ page: frame().look })
  fetch(url, { method: 'POST', keepalive: true, headers: { 'X-CSRFToken': token() }, body }).catch(() => {})
}
