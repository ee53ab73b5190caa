import { defineModule, endpoint, rawEndpoint } from '@grove/kernel/server'
import * as api from '../contract/index.ts'
import { starterPlans } from '../domain/starters.ts'
import { applyToCamp, leaveCamp } from './apply-to-camp.ts'
import { campLoop } from './camp-loop.ts'
import {
  certificateFile,
  certificatePicture,
  drawCertificates,
  drawingProgress,
  drawJob,
  listCertificates,
  previewCertificate,
  revokeCertificate,
  verifyCertificate,
} from './certificate.ts'
import { checkIn } from './check-in.ts'
import { addNote, listCoaching, openTalk } from './coaching.ts'
import { compareEditions, getEditionFigures } from './compare-editions.ts'
import { createEdition } from './create-edition.ts'
import { addStudents, decideApplicants, givePost, removeStudent } from './decide-applicants.ts'
import { giveFeedback, listFeedback, myFeedback, openInterviews } from './feedback.ts'
import { addFinding, decideFinding, listFindings } from './findings.ts'
import { examFigures, gradeShortAnswer, listAnswers } from './grade-exam.ts'
import { addSlots, bookDefence, judgeDefence, listSlots, listTimes, lookAtDefence, removeSlot } from './defence.ts'
import { examLoop } from './exam-loop.ts'
import { graduate } from './graduate.ts'
import { handInWork } from './hand-in-work.ts'
import { lookAtCamp, lookAtDay, myCamps, rankCamp } from './look-at-camp.ts'
import { lookAtExam } from './look-at-exam.ts'
import { listPeerWork, lookAtPeers, readPeer } from './peers.ts'
import { memberRows } from './member-rows.ts'
import { getEdition, listApplicants, listEditions } from './read-editions.ts'
import { myRecord } from './read-record.ts'
import { readRoster } from './read-roster.ts'
import { listCheckIns, listWork } from './read-work.ts'
import { commentCheckIn, reviewWork } from './review-work.ts'
import { closeEdition, saveEdition } from './save-edition.ts'
import { createTemplate, removeTemplate, saveTemplate } from './save-template.ts'
import { serveSound, uploadSound } from './sounds.ts'
import { listTemplates, readTemplate } from './store-template.ts'
import { answerExam, beginExam } from './take-exam.ts'

/** Training camps: templates, editions, students and their days. */
export const camp = defineModule({
  name: 'camp',
  tier: 3,
  rights: {
    'camp.read': ['head', 'operator', 'owner', 'sales', 'viewer'],
    'camp.write': ['head', 'operator'],
    'camp.run': ['head', 'operator', 'owner'],
  },
  errors: api.campErrors,
  events: [...api.campEvents],
  api: [
    endpoint(api.listTemplates, listTemplates),
    endpoint(api.listStarters, async (ctx) => ({ items: [...starterPlans(ctx.locale)] })),
    endpoint(api.getTemplate, readTemplate),
    endpoint(api.createTemplate, createTemplate),
    endpoint(api.saveTemplate, saveTemplate),
    endpoint(api.removeTemplate, removeTemplate),
    endpoint(api.listEditions, listEditions),
    endpoint(api.getEdition, getEdition),
    endpoint(api.createEdition, createEdition),
    endpoint(api.saveEdition, saveEdition),
    endpoint(api.closeEdition, closeEdition),
    endpoint(api.listApplicants, listApplicants),
    endpoint(api.decideApplicants, decideApplicants),
    endpoint(api.addStudents, addStudents),
    endpoint(api.removeStudent, removeStudent),
    endpoint(api.givePost, givePost),
    endpoint(api.readRoster, readRoster),
    endpoint(api.lookAtCamp, lookAtCamp),
    endpoint(api.myCamps, myCamps),
    endpoint(api.applyToCamp, applyToCamp),
    endpoint(api.leaveCamp, leaveCamp),
    endpoint(api.lookAtDay, lookAtDay),
    endpoint(api.checkIn, checkIn),
    endpoint(api.rankCamp, rankCamp),
    endpoint(api.myRecord, myRecord),
    endpoint(api.handInWork, handInWork),
    endpoint(api.listWork, listWork),
    endpoint(api.reviewWork, reviewWork),
    endpoint(api.listCheckIns, listCheckIns),
    endpoint(api.commentCheckIn, commentCheckIn),
    endpoint(api.lookAtExam, lookAtExam),
    endpoint(api.beginExam, beginExam),
    endpoint(api.answerExam, answerExam),
    endpoint(api.listAnswers, listAnswers),
    endpoint(api.gradeShortAnswer, gradeShortAnswer),
    endpoint(api.examFigures, examFigures),
    endpoint(api.myFeedback, myFeedback),
    endpoint(api.giveFeedback, giveFeedback),
    endpoint(api.listFeedback, listFeedback),
    endpoint(api.openInterviews, openInterviews),
    endpoint(api.compareEditions, compareEditions),
    endpoint(api.getEditionFigures, getEditionFigures),
    endpoint(api.listFindings, listFindings),
    endpoint(api.addFinding, addFinding),
    endpoint(api.decideFinding, decideFinding),
    endpoint(api.listCoaching, listCoaching),
    endpoint(api.addNote, addNote),
    endpoint(api.openTalk, openTalk),
    endpoint(api.lookAtPeers, lookAtPeers),
    endpoint(api.listPeerWork, listPeerWork),
    endpoint(api.readPeer, readPeer),
    rawEndpoint(api.uploadSound, uploadSound),
    rawEndpoint(api.serveSound, serveSound),
    endpoint(api.listSlots, listSlots),
    endpoint(api.addSlots, addSlots),
    endpoint(api.removeSlot, removeSlot),
    endpoint(api.judgeDefence, judgeDefence),
    endpoint(api.lookAtDefence, lookAtDefence),
    endpoint(api.listTimes, listTimes),
    endpoint(api.bookDefence, bookDefence),
    endpoint(api.graduate, graduate),
    endpoint(api.listCertificates, listCertificates),
    endpoint(api.revokeCertificate, revokeCertificate),
    endpoint(api.drawCertificates, drawCertificates),
    endpoint(api.drawingProgress, drawingProgress),
    endpoint(api.previewCertificate, previewCertificate),
    endpoint(api.verifyCertificate, verifyCertificate),
    rawEndpoint(api.certificatePicture, certificatePicture),
    rawEndpoint(api.certificateFile, certificateFile),
  ],
  jobs: [drawJob],
  loops: [campLoop, examLoop],
  provides: [memberRows],
  migrations: new URL('./migrations/', import.meta.url),
})
