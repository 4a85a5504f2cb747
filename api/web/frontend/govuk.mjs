// What the components do with scripts on. Each starts on the elements that carry its data-module.
import {
  Button, Checkboxes, createAll, ErrorSummary, FileUpload, isSupported, NotificationBanner, PasswordInput,
  Radios, ServiceNavigation, SkipLink, Tabs
} from "govuk-frontend/dist/govuk/all.mjs"

document.body.classList.add("js-enabled", "govuk-frontend-supported")
if (isSupported()) {
  for (const component of [
    Button, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios, ServiceNavigation,
    SkipLink, Tabs
  ]) createAll(component)
}
