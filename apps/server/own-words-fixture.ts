const listed = (names: string): ReadonlySet<string> => new Set(names.trim().split(/\s+/))

/** Columns of rows of a member that hold the program's own words (codes, keys, names of things), never a person's: they stay. */
export const OWN_WORDS = listed(`
  camp_exam_try.exam camp_exam_try.grades camp_exam_try.questions activity_answer.choice activity_entry.key activity_win.award activity_win.prize application.scene audit.request_id
  buyer.currency camp_student.post member_erased.channel consent.channel consent.purpose consent.withdrawn_by invitation_code.code membership.leave_kind
  membership.scene message.client_key message.recalled_by points_entry.key points_entry.reason rate_cell.flow rate_cell.grain
  rate_cell.key rate_stock.key reaction.emoji reward_issue.code reward_issue.key reward_issue.pickup send.channel send.external_id
  send.held_reason send.reason send.state send.variant send.worker send_hold.outcome send_hold.reason shop_order.currency
  shop_order.number shop_order.product shop_order.product_line shop_order.shop shop_order.source shop_order.step task.kind
  task.options task.outcome task.role task.state
`)

/** Strings of events that name things of the brand (an edition, a script, a code), not people. */
export const OWN_EVENT_WORDS = listed(`
  camp.exam_done.edition camp.exam_done.exam activity.ended.script activity.ended.title activity.joined.script activity.joined.title activity.planned.script
  activity.planned.startsAt activity.planned.title activity.started.script activity.started.title activity.stopped.script
  activity.stopped.title activity.stopped.why activity.won.award activity.won.prize activity.won.script activity.won.title
  camp.admitted.edition camp.applied.edition camp.checked_in.edition camp.graduated.edition camp.handed_in.edition
  camp.left.edition camp.peer_read.edition camp.rated.edition camp.reviewed.edition delivery.delivered.title code.joined.name code.joined.source community.applied.source community.created.name
  community.member_changed.joinedAt community.member_changed.mutedUntil community.member_joined.source community.member_removed.rule community.state_changed.reason
  community.updated.fields consent.given.channel consent.given.purpose consent.withdrawn.purpose form.answered.form
  form.asked.form member.attribute_set.key member.blocked.list member.blocked.until member.created.source
  member.first_active.event member.group_moved.cause.event member.stage_moved.cause.event member.tagged.tag
  member.tier_moved.cause.event member.unblocked.list member.untagged.tag member.updated.fields member.woke_up.event
  message.answered.option message.answered.touch message.held.words message.posted.kind message.reacted.emoji notice.pinned.text
  order.paid.currency order.paid.number order.paid.product order.paid.productLine order.paid.source order.refunded.currency
  order.refunded.number order.refunded.productLine order.refunded.refund points.given.reason points.taken.reason
  reward.addressed.reward reward.expired.reward reward.issued.reward reward.redeemed.reward reward.shipped.reward run.amended.change run.ended.reason
  run.step_acted.step run.step_acted.title run.step_acted.variant run.step_missed.dueAt run.step_missed.policy
  run.step_missed.step run.step_missed.title run.step_skipped.reason run.step_skipped.step run.step_skipped.title
  run.track_ended.rule segment.entered.segment segment.left.segment send.expired.channel send.expired.reason send.expired.variant
  send.failed.channel send.failed.reason send.failed.variant send.needs_person.channel send.needs_person.reason
  send.needs_person.variant send.refused.channel send.refused.reason send.refused.variant send.sent.channel send.sent.externalId
  send.sent.variant send.unknown.channel send.unknown.reason send.unknown.variant task.done.outcome task.opened.dueAt
  workspace.sends_stopped.reason
`)

/** Tables that hold nothing of members: what the brand itself wrote, its staff, its settings, the platform's counters. */
export const NOT_OF_MEMBERS = listed(`
  camp_finding camp_slot delivery_item
  account activity activity_round announcement api_key camp_edition camp_template channel_account channel_group channel_staff code
  code_join community community_staff consent_text content demo_build form form_version installation invitation member_bulk member_erased member_erased_key
  member_duplicate member_field member_import member_import_chunk member_import_error member_import_reject member_view migration
  order_import playbook playbook_lint_forbid playbook_lint_off playbook_place playbook_run playbook_step playbook_step_count
  playbook_version product_line question question_bank question_import quota_receiver quota_use rate_cell rate_stock reader_cursor
  reward reward_code right_override script segment send_limit sensitive_word session sign_in_throttle staff standing_count
  standing_rule standing_setting tag tag_group tag_rule touch_limit wecom_call wecom_event wecom_group wecom_handover
  wecom_handover_item wecom_mass wecom_mass_target wecom_media wecom_refresh wecom_staff wecom_sync wecom_tag wecom_token
  wecom_waiting workspace
`)
