import { Button, CharacterCount, Checkboxes, createAll, ErrorSummary, Radios, ServiceNavigation, SkipLink } from 'govuk-frontend'
import { Alert } from '@ministryofjustice/frontend/moj/components/alert/alert.mjs'

import { keepDrafts } from './own/drafts.mjs'
import { watchIdle } from './own/idle.mjs'
import { tellOfPrinting } from './own/print.mjs'
import { refreshRegions } from './own/refresh.mjs'
import { showResembling } from './own/resembling.mjs'
import { revealAnswers } from './own/reveal.mjs'
import { hideScreen } from './own/screen.mjs'
import { focusSearch } from './own/search.mjs'
import { keepTables } from './own/tables.mjs'

for (const module of [Button, CharacterCount, Checkboxes, ErrorSummary, Radios, ServiceNavigation, SkipLink, Alert]) {
  createAll(module)
}

keepDrafts()
refreshRegions()
watchIdle()
hideScreen()
revealAnswers()
focusSearch()
showResembling()
keepTables()
tellOfPrinting()
