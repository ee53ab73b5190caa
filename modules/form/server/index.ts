import { defineModule, endpoint, rawEndpoint } from '@grove/kernel/server'
import { actionKinds, triggerKinds } from '@grove/playbook-kit/server'
import * as api from '../contract/index.ts'
import { provinces } from '../domain/region.ts'
import { formTemplates } from '../domain/templates.ts'
import { answerForm, openForm } from './answer-form.ts'
import { changeFormState } from './change-form-state.ts'
import { formSending } from './compose-form.ts'
import { createForm } from './create-form.ts'
import { exportAnswers } from './export-answers.ts'
import { conditionParts } from './conditions.ts'
import { lookAtForm } from './look-at-form.ts'
import { formsOfMember, listAnswers } from './read-answers.ts'
import { readFormFigures } from './read-figures.ts'
import { getForm, listForms } from './read-forms.ts'
import { removeForm } from './remove-form.ts'
import { saveForm } from './save-form.ts'
import { formTagUses } from './tag-uses.ts'
import { memberRows } from './member-rows.ts'

export { answerForm } from './answer-form.ts'
export { createForm } from './create-form.ts'

const REGIONS = provinces()

/** Forms that members fill in on the phone; the newcomer's profile card first of all. */
export const form = defineModule({
  name: 'form',
  tier: 2,
  rights: {
    'form.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'form.write': ['head', 'operator'],
    'form.export': ['head', 'operator'],
  },
  errors: api.formErrors,
  events: [...api.formEvents],
  api: [
    endpoint(api.listForms, listForms),
    endpoint(api.listFormTemplates, async (ctx) => ({ items: [...formTemplates(ctx.locale)] })),
    endpoint(api.getForm, getForm),
    endpoint(api.createForm, createForm),
    endpoint(api.saveForm, saveForm),
    endpoint(api.changeFormState, changeFormState),
    endpoint(api.removeForm, removeForm),
    endpoint(api.readFormFigures, readFormFigures),
    endpoint(api.listAnswers, listAnswers),
    rawEndpoint(api.exportAnswers, exportAnswers),
    endpoint(api.formsOfMember, formsOfMember),
    endpoint(api.lookAtForm, lookAtForm),
    endpoint(api.listRegions, async () => ({ provinces: REGIONS })),
    endpoint(api.openForm, openForm),
    endpoint(api.answerForm, answerForm),
  ],
  provides: [
    actionKinds.of(api.sendFormAction),
    triggerKinds.of(api.formAnsweredTrigger),
    ...conditionParts,
    formSending,
    formTagUses,
    memberRows,
  ],
  migrations: new URL('./migrations/', import.meta.url),
})
