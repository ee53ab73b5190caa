import { defineModule, endpoint, rawEndpoint } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { memberNames } from './audit-names.ts'
import { blockMember, unblockMember } from './block-member.ts'
import { bulkKinds } from './bulk/bulk-kind.ts'
import { ownerKind, stageKind } from './bulk/field-kinds.ts'
import { bulkLoop } from './bulk/run-bulk.ts'
import { cancelBulk, getBulk, listBulks, startBulk, undoBulk } from './bulk/start-bulk.ts'
import { removeTagKind, tagKind, untagKind } from './bulk/tag-kinds.ts'
import { conditionParts } from './conditions.ts'
import { recordConsent, saveConsentText, withdrawConsent } from './consents.ts'
import { createMember } from './create-members.ts'
import { eraseMember } from './erase-member.ts'
import { exportMemberData } from './export-member-data.ts'
import { exportMembers } from './export-members.ts'
import { archiveField, fieldUses, listFields, orderFields, saveField } from './fields.ts'
import { dismissDuplicate, findDuplicates } from './find-duplicates.ts'
import { importErrors } from './import/error-file.ts'
import { cancelImport, getImport, listImports, resumeImport, startImport } from './import/import-verbs.ts'
import { importLoop } from './import/run-import.ts'
import { uploadImport } from './import/upload-import.ts'
import { changeKeysJob, findDuplicatesJob, tidyBulks, tidyImports } from './jobs.ts'
import { standsFor } from './member-standing.ts'
import { listMerges, mergeMembers, undoMerge } from './merge-members.ts'
import { moveStage } from './move-stage.ts'
import { changeMyProfile, downloadMyData, myProfile, setMyConsent, setMyQuiet } from './my-page.ts'
import { ownTables } from './own-tables.ts'
import { memberBehaviour } from './read-behaviour.ts'
import { getMember } from './read-detail.ts'
import { listDuplicates } from './read-duplicates.ts'
import { listMembers } from './read-list.ts'
import { listCities, listCommunityChoices, listSegmentChoices, listSources } from './read-lookups.ts'
import { memberPrivacy } from './read-privacy.ts'
import { memberTimeline } from './read-timeline.ts'
import { revealContact } from './reveal-contact.ts'
import { setAttribute } from './set-attribute.ts'
import { listBlocks } from './store-block.ts'
import { listTexts } from './store-consent.ts'
import { tagExpiryLoop } from './tag/expire.ts'
import { listTags } from './tag/read-tags.ts'
import { removeTag } from './tag/remove-tag.ts'
import { orderTagGroups, removeTagGroup, saveTagGroup } from './tag/save-group.ts'
import { saveTag } from './tag/save-tag.ts'
import { tagMembers, untagMembers } from './tag/tag-members.ts'
import { tagUses } from './tag/tag-uses.ts'
import { takeUpAgain } from './take-up-again.ts'
import { updateMember } from './update-member.ts'
import { listViews, removeView, saveView, viewsNamingTags } from './view/views.ts'

export { BYTE_ORDER_MARK, csvLine } from '../domain/csv-cell.ts'
export { assignOwner } from './assign-owner.ts'
export { blockMember, unblockMember } from './block-member.ts'
export { type BulkKind, bulkKind, bulkKinds, type Restored, type Standing } from './bulk/bulk-kind.ts'
export { startBulk, undoBulk } from './bulk/start-bulk.ts'
export { changeKeys } from './change-keys.ts'
export { typedContactFacts } from './compile-contact.ts'
export { openContact } from './contact.ts'
export * from './create-members.ts'
export { type Place, pageOfRows, readCursor, readMomentCursor, writeCursor } from './cursor.ts'
export { eraseMember } from './erase-member.ts'
export { erasedAt, everErasedAt, returnedAt, stillErased } from './erased-marks.ts'
export { fieldNamers } from './fields.ts'
export { fillOwners } from './fill-owners.ts'
export { importMembersFromStream, type StreamImportOptions } from './import/import-verbs.ts'
export { type Sheet, withSheet } from './import/receive-sheet.ts'
export { markActive, markActiveAt } from './mark-active.ts'
export { allTables, type Forgotten, type MemberTable, type MemberTables, type Move, memberTables, settleMembers } from './member-table.ts'
export { mergeMembers, undoMerge } from './merge-members.ts'
export { moveStage } from './move-stage.ts'
export { moveStages, type StageMove } from './move-stages.ts'
export { identityKey, type NewMember } from './new-member.ts'
export { getMember } from './read-detail.ts'
export { listMembers, listMembersBy } from './read-list.ts'
export { livingIds, seenIds } from './read-seen.ts'
export { readTimeline } from './read-timeline.ts'
export { type CommunityFilter, communityFilter, memberScope, memberScopes, segmentFilter } from './scope.ts'
export { setAttribute } from './set-attribute.ts'
export { blacklisted } from './store-block.ts'
export { allFields } from './store-field.ts'
export { findIdentities } from './store-identity.ts'
export { bytesOf } from './table-response.ts'
export { removeTag } from './tag/remove-tag.ts'
export { retagMember } from './tag/retag-member.ts'
export { saveTag } from './tag/save-tag.ts'
export { type NamedTag, tagByName, untagByName } from './tag/tag-by-name.ts'
export { type PutOptions, putTags, tagMembers, takeTag, untagMembers } from './tag/tag-members.ts'
export { tagNamers } from './tag/tag-uses.ts'
export { takeUpAgain } from './take-up-again.ts'
export { updateMember } from './update-member.ts'

const EVERYBODY = ['head', 'operator', 'owner', 'sales', 'viewer'] as const

export const member = defineModule({
  name: 'member',
  tier: 1,
  rights: {
    'member.read': EVERYBODY,
    'member.write': ['head', 'operator', 'owner', 'sales'],
    'member.reveal': ['head', 'owner', 'sales'],
    'member.merge': ['head', 'operator'],
    'member.privacy': ['head'],
    'field.manage': ['head', 'operator'],
    'member.block': ['head', 'operator', 'owner'],
    'member.import': ['head', 'operator'],
    'member.export': ['head', 'operator'],
    'tag.manage': ['head', 'operator'],
  },
  errors: api.memberErrors,
  events: api.memberEvents,
  api: [
    rawEndpoint(api.exportMembers, exportMembers),
    endpoint(api.listSources, listSources),
    endpoint(api.listCities, listCities),
    endpoint(api.listCommunityChoices, listCommunityChoices),
    endpoint(api.listSegmentChoices, listSegmentChoices),
    endpoint(api.listMembers, listMembers),
    endpoint(api.getMember, getMember),
    endpoint(api.listConsentTexts, async (ctx) => ({ items: await listTexts(ctx) })),
    endpoint(api.saveConsentText, saveConsentText),
    endpoint(api.memberPrivacy, memberPrivacy),
    endpoint(api.recordConsent, recordConsent),
    endpoint(api.withdrawConsent, withdrawConsent),
    endpoint(api.blockMember, blockMember),
    endpoint(api.unblockMember, unblockMember),
    endpoint(api.listBlocks, listBlocks),
    rawEndpoint(api.exportMemberData, exportMemberData),
    endpoint(api.eraseMember, eraseMember),
    endpoint(api.takeUpAgain, takeUpAgain),
    endpoint(api.myProfile, myProfile),
    endpoint(api.changeMyProfile, changeMyProfile),
    endpoint(api.setMyConsent, setMyConsent),
    endpoint(api.setMyQuiet, setMyQuiet),
    rawEndpoint(api.downloadMyData, downloadMyData),
    endpoint(api.listFields, listFields),
    endpoint(api.saveField, saveField),
    endpoint(api.orderFields, orderFields),
    endpoint(api.archiveField, archiveField),
    endpoint(api.fieldUsesRoute, fieldUses),
    endpoint(api.memberBehaviour, memberBehaviour),
    endpoint(api.listDuplicates, listDuplicates),
    endpoint(api.findDuplicates, findDuplicates),
    endpoint(api.dismissDuplicate, dismissDuplicate),
    endpoint(api.mergeMembers, mergeMembers),
    endpoint(api.undoMerge, undoMerge),
    endpoint(api.listMerges, listMerges),
    endpoint(api.revealContact, revealContact),
    endpoint(api.memberTimeline, memberTimeline),
    endpoint(api.createMember, createMember),
    endpoint(api.updateMember, updateMember),
    endpoint(api.tagMembers, tagMembers),
    endpoint(api.untagMembers, untagMembers),
    endpoint(api.setAttribute, setAttribute),
    endpoint(api.moveStage, moveStage),
    endpoint(api.listTags, listTags),
    endpoint(api.saveTag, saveTag),
    endpoint(api.tagUses, tagUses),
    endpoint(api.removeTag, removeTag),
    endpoint(api.saveTagGroup, saveTagGroup),
    endpoint(api.orderTagGroups, orderTagGroups),
    endpoint(api.removeTagGroup, removeTagGroup),
    endpoint(api.listViews, listViews),
    endpoint(api.saveView, saveView),
    endpoint(api.removeView, removeView),
    endpoint(api.startBulk, startBulk),
    endpoint(api.listBulks, listBulks),
    endpoint(api.getBulk, getBulk),
    endpoint(api.cancelBulk, cancelBulk),
    endpoint(api.undoBulk, undoBulk),
    rawEndpoint(api.uploadImport, async (ctx, input, { request }) => {
      const body = request.body as AsyncIterable<Uint8Array> | null
      return Response.json(await uploadImport(ctx, body ?? empty(), input))
    }),
    endpoint(api.startImport, startImport),
    endpoint(api.getImport, getImport),
    endpoint(api.listImports, listImports),
    endpoint(api.cancelImport, cancelImport),
    endpoint(api.resumeImport, resumeImport),
    rawEndpoint(api.importErrors, importErrors),
  ],
  jobs: [tidyImports, tidyBulks, changeKeysJob, findDuplicatesJob],
  loops: [importLoop, bulkLoop, tagExpiryLoop],
  provides: [
    ownTables,
    ...memberNames,
    standsFor,
    ...conditionParts,
    viewsNamingTags,
    ...[tagKind, untagKind, ownerKind, stageKind, removeTagKind].map((kind) => bulkKinds.of(kind)),
  ],
  migrations: new URL('./migrations/', import.meta.url),
})

async function* empty(): AsyncGenerator<Uint8Array, void> {}
