# Everything the bot says in its own words, English. What it says about its
# subject comes from the fact base. Names in { } are filled in.

## Dates
date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
date-year = { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-1-alone = { month-1 }
month-2-alone = { month-2 }
month-3-alone = { month-3 }
month-4-alone = { month-4 }
month-5-alone = { month-5 }
month-6-alone = { month-6 }
month-7-alone = { month-7 }
month-8-alone = { month-8 }
month-9-alone = { month-9 }
month-10-alone = { month-10 }
month-11-alone = { month-11 }
month-12-alone = { month-12 }

## An answer
dates = Dates
sources = Sources
disagreement = Where sources disagree
checked = Checked on { $date }
base = Base { $version } ({ $hash })
withdrawn = This entry has been withdrawn since: it is no longer answered with. Please ask again for what is known now.
read-in = copy read at { $place }

## Buttons
button-sources = Sources
button-why = Why
button-cite = Cite
button-related = Related
button-not-this = Not this
button-none = None of these

## Choices
did-you-mean = Did you mean one of these?
choose = Choose a question
choice-gone = None of these, then. You can put the question in other words, or look through /topics.
not-yours = Only the person who asked can do that. You can ask me yourself: mention me or use /ask.

## No answer
miss = I have no sure answer to that in my fact base, so I would rather say nothing than something wrong.
miss-other = I have no fact about { $named }. My facts are about { $subject }.
miss-other-number = I know nothing that goes with the number { $named } here, and I do not guess.
miss-empty = I could not find a question in that. Ask me about { $subject }.
miss-long = That is too long for one question. Please ask it in at most { $most } characters.
miss-nearest = The nearest I have:
miss-what-to-do = You can put it in other words, name what you mean in full, or look through /topics.
not-this = Sorry that this was not it. You can put the question in other words, or look at what is near:
not-this-bare = Sorry that this was not it. You can put the question in other words, or look through /topics.

## Views behind the buttons
sources-title = Sources of this answer
quote = “{ $text }”
reliability = On this source: { $note }
related-title = Related questions
related-none = Nothing in the base is marked as related to this.
cite-title = To cite this answer
cite-copied = Copy from here:
why-title = Why this answer
why-exact = Your question is, word for word, a phrasing in the fact base: “{ $phrasing }”.
why-phrasing = The nearest phrasing in the fact base: “{ $phrasing }”.
why-score = The chance that this is what you asked: { $score } %, as measured on the fact base itself when it was loaded. It comes from the words of all phrasings of the fact, and from how much of the question they cover: { $coverage } %. Likeness to the phrasing above: { $nearest } of 100.
why-kind = The fact is not usually asked for in this way, which lowered the chance.
why-tells = Your message tells something and asks for nothing, which lowered the chance.
why-out-of-scope = It sounds much like questions the fact base is known not to answer, which lowered the chance.
why-foreign = The question names something this fact does not, which lowered the chance.
why-doubtful = It is likely what you meant, but it may not hold what you ask for; so it is offered, not said.
why-threshold = An answer takes at least { $answer } % here.
why-runner-up = The runner-up had { $score } %: “{ $phrasing }”.
why-runner-up-score = The runner-up had { $score } %.
why-no-runner-up = There was no runner-up.
why-repaired = Read “{ $typed }” as “{ $read }”.
why-unknown = Words the base does not know: { $words }.
why-entities = Named in the question: { $names }.
why-veto-entity = Refused for naming { $named }: “{ $phrasing }”.
why-veto-number = Refused for the number { $named }: “{ $phrasing }”.
why-completed = Completed by the question before it.
why-other-base = The fact base has changed since this answer was given.
why-nothing = There was nothing near enough to explain.

## Commands
topics-title = What I know about
topics-count = { $count ->
    [one] { $count } fact
   *[other] { $count } facts
}
topics-choose = Choose a topic
topic-facts = Choose a question on { $topic }
sources-all-title = Where my facts come from
sources-all = { $sources ->
    [one] One source
   *[other] { $sources } sources
} of { $publishers ->
    [one] one publisher
   *[other] { $publishers } publishers
}. The number of sources of each:
sources-more = … and { $count ->
    [one] one more publisher
   *[other] { $count } more publishers
}.
about-title = About me
about-subject = I answer questions about { $subject } from a fact base that people review. No language model writes here: every sentence of an answer stands in the base, with its sources.
about-base = Base: { $name }, version { $version } ({ $hash }): { $facts } facts, { $phrasings } phrasings, { $sources } sources.
about-verified = Last held against its sources: { $date }.
about-version = Accord { $version }.
about-reload-failed = The last change to the fact base had { $problems ->
    [one] one problem
   *[other] { $problems } problems
} and was not taken over. I still answer from the version above.
about-events = Events from Discord that could not be read since the start: { $count }.
about-dropped = Questions dropped since the start because a channel's queue was full: { $count }.
help-title = How to ask me
help-intro = I know about { $subject }. Mention me with your question, reply to one of my messages, write me a direct message, or use /ask. On somebody's message: right click, Apps, “{ $menu }”.
help-examples = For example:
help-commands = /ask a question · /fact one entry · /topics what there is · /sources where it comes from · /about which base this is
help-timeline = /timeline the dates as a picture
help-compare = /compare two things side by side
help-honesty = If I am not sure I say so, offer a choice or stay silent. Under each answer you can see its sources and why I gave it.
unknown-fact = There is no entry of that name. Choose one from the list that /fact offers.
unknown-button = I do not know this button any more; it is from an earlier version of me. Please ask again.
nothing-here = There is no text in that message I could read as a question.
not-an-answer = That message is not an answer of mine, so I have no sources for it.
ask-first = Ask a question first.
unknown-command = That is no command here. There are /why, /sources, /cite, /related, /topics, /fact ID, /timeline, /compare, /about, /help and /quit.
greeting-empty = You mentioned me without a question. I answer questions about { $subject }; /help shows how to ask.

## Registers, comparing, the timeline
acts = Acts and dates
register-choose = Choose one below to see its acts, dates and sources.
register-menu = Choose one
numbered = { $name } (No. { $number })
facts-about = Facts about: { $name }
compare-title = Side by side: { $one } and { $other }
compare-same = Those are one and the same. Choose two different things to compare.
compare-kinds = Those are different kinds of things: I compare two of one kind only.
compare-facts = { $count ->
    [one] { $count } fact in the base
   *[other] { $count } facts in the base
}
sources-below = … and { $count ->
    [one] one more source
   *[other] { $count } more sources
}: open the facts below.
unknown-thing = I cannot tell which one you mean. Choose one from the list that appears while you type.
timeline-title = Timeline: { $subject }
timeline-intro = Every entry is a fact of the base. Choose one below to read it with its sources.
timeline-menu = { $lane }: choose an entry
timeline-alt = { $title }. A picture with a lane each for: { $lanes }. All its dates stand as text below it.
timeline-none = This fact base has no timeline.
timeline-soon = The picture is still being drawn; ask again in a moment to have it, too. All of it in words:

## In Discord's menu of commands (at most 100 characters; 32 for command-menu)
command-ask = Ask a question; the answer names its sources
command-ask-question = Your question
command-ask-private = Show the answer to me alone
command-fact = Show one entry of the fact base
command-entry = An entry of the fact base
command-topics = What there are facts about
command-sources = Where the facts come from
command-about = Which fact base this is, and how it stands
command-help = How to ask
command-menu = Ask Accord
command-sources-menu = Check sources
command-timeline = The most important dates as a picture and as text
command-theme = For a dark or a light background
command-theme-dark = Dark
command-theme-light = Light
command-compare = Two things side by side
command-thing = Its name or number
command-language = The language to answer in
language-own-name = English

## Channels and the team
not-moderator = That is for this server's moderators: people with Manage Server, or with a role named by /team roles.
not-manager = That is for people with Manage Server.
not-in-server = That belongs to a server: please use it there.
gone = That is no longer here, or it is not this server's.
cannot-save = I cannot save anything at the moment, so nothing has changed. Please try again in a few minutes.
no-store = I have been set up to remember nothing, so there is nothing to set. Whoever runs me can change that (store.url).
bad-time = I cannot read that time. Write it as 30m, 1h or 2d; off ends it.
cannot-write-there = I may not write in that channel. Let me see it, send messages and embed links there, then try again.
everybodys-role = That role is everybody's: then everybody would be a moderator. Choose another.
whole-server = This server
channel-mode = { $place }: { $mode }
mode-off = I say nothing there.
mode-mention = I answer when I am mentioned or replied to.
mode-shadow = I say nothing there and tell the team channel what I would have said.
mode-review = A moderator approves in the team channel what I say there.
mode-answer = I answer questions I am sure of, also without being mentioned.
origin-channel = Set for this channel.
origin-parent = Set for the channel it belongs to.
origin-server = Set for the whole server.
origin-default = Nothing else was set.
channel-strictness = How sure I must be: { $strictness }
channel-muted = Muted until { $time }.
channel-unmuted = { $place }: no longer muted.
lacks-content = I cannot read messages there that do not mention me: whoever runs me must switch on the message-content intent in the Discord Developer Portal. Until then I only notice mentions.
lacks-team = There is no team channel yet, so nobody would see it: set one with /team channel.
none-set = none
team-title = The team
team-channel = Team channel: { $channel }
team-roles = Moderators beside those with Manage Server: { $roles }
reviewer-named = Answers say who approved them.
reviewer-unnamed = Answers do not say who approved them.
team-card-hours = Cards expire after { $hours ->
    [one] one hour
   *[other] { $hours } hours
}.
team-rates = Unasked answers in ten minutes: { $channel } for a channel, { $person } for one person there.
team-channel-begins = This is the team channel now: questions to review appear here.
somebody-erased = somebody
log-title = What was changed
log-empty = Nothing has been changed yet.
about-store = I cannot save anything at the moment: I go on answering, moderation has to wait.
command-channel = How I speak in this channel (moderators)
command-channel-mode = Set how I speak
command-channel-mode-mode = off, mention, shadow, review or answer; inherit: as the server has it
command-channel-channel = Another channel than this one
command-channel-server = For all channels that have no setting of their own
command-channel-show = See how I speak here, and why
command-channel-mute = Let me be silent here for a time
command-channel-mute-time = 30m, 1h, 2d; off ends it
command-channel-strictness = Set how sure I must be
command-channel-strictness-value = eager, balanced or strict; inherit: as the server has it
command-team = The team that moderates me (Manage Server)
command-team-channel = Set where questions to review appear
command-team-channel-channel = The channel; without it, there is none
command-team-roles = Name a role whose members moderate me
command-team-roles-role = The role
command-team-roles-remove = Take that back
command-team-settings = Set the rules of the team
command-team-settings-reviewer = Whether answers say who approved them
command-team-settings-hours = Hours after which a card nobody decided on expires
command-team-settings-channel = Unasked answers a channel gets in ten minutes
command-team-settings-person = Unasked answers one person gets there in ten minutes
command-team-settings-language = The language of what the team reads
command-team-show = See how the team is set
command-team-log = See what was changed, by whom and when

## Reviews
card-head = { $asker } asked in { $channel }: { $link }
card-answer = Proposed answer
card-no-answer = I have no sure answer. Choose one, or reject.
card-note = Note
card-assigned = Taken over by
card-expires = Expires
card-choose = Choose another answer
card-approved = Approved by { $person }.
card-rejected = Rejected by { $person }.
card-expired = Expired: nobody decided in time.
button-approve = Approve
button-other = Other answer
button-note = Edit note
button-reject = Reject
button-assign = Assign to me
already-approved = { $person } was quicker: the answer has been approved.
already-rejected = { $person } was quicker: the question has been rejected.
already-expired = This question has expired: nobody decided in time.
review-changed = Somebody has just changed the proposed answer. Look at the card again.
no-such-answer = I have no answer to that in the fact base. Write a question in other words, or an entry's name as /fact shows it.
note-title = Note under the answer
note-label = What the team adds (empty for nothing)
other-title = Another answer
other-label = A question, or an entry's name
note-of-team = Note of the moderators
reviewed-by = Reviewed by
review-expired = No moderator could look at this question in time, so I say nothing rather than something unchecked. You can ask again.
could-not-send = An approved answer could not be sent; Discord refused it: { $link }
shadow-answer = I would have answered:
shadow-choices = I would have offered a choice:
shadow-nothing = I would have stayed silent.

## Privacy
privacy-title = What is kept about you
privacy-intro = I keep nothing about who asks, unless a server has moderators look at questions first, you send one to a team, or you say what you think of an answer. Your last question is in my memory for ten minutes and is written nowhere.
privacy-nothing = Nothing is kept about you.
privacy-reviews = questions that moderators were to look at; their words go as soon as one has decided
privacy-outbox = answers on their way to you
privacy-audit = what you changed as a moderator, without text
privacy-rows = { $rows ->
    [one] one entry
   *[other] { $rows } entries
}
privacy-days = kept for { $days ->
    [one] one day
   *[other] { $days } days
} at most
privacy-line = • { $what }: { $count }
privacy-what-to-do = /privacy export hands it out, /privacy erase deletes it.
privacy-file = This is all that is kept about you.
privacy-erased = Done: { $rows ->
    [one] one entry was
   *[other] { $rows } entries were
} erased. What you wrote in channels is Discord's and stays there until you delete it.
card-erased = Who asked had this question erased.
command-privacy = What is kept about you
command-privacy-show = See what is kept about you
command-privacy-export = Get all that is kept about you as a file
command-privacy-erase = Erase all that is kept about you

## Feedback and figures
button-helpful = Helpful
button-not-right = Not right
voted = Thank you. What is kept: your vote with your number, for { $days ->
    [one] one day
   *[other] { $days } days
} at most. You can change it, or erase it with /privacy erase.
not-right-title = What is not right?
not-right-label = A word to the team, if you like
not-right = Somebody says that this answer is not right: { $link }
not-right-sent = Thank you. The team has been told.
corrected-since = ⚠ Corrected on { $time }:
withdrawn-since = ⚠ Withdrawn on { $time }: this answer is no longer given, since it could not be upheld.
stats-title = The last 30 days
stats-sums = In { $days } days I was asked { $asked } times: answered { $answered }, offered a choice { $offered }, declined { $declined }.
stats-days = By day, answered / offered / declined:
stats-day = { $day }/{ $month }
stats-answered = answered
stats-offered = choice offered
stats-declined = declined
stats-most = Answered with most
stats-votes = What people say of answers
stats-alt = Bars for the last 30 days: answered { $answered }, choice offered { $offered }, declined { $declined }. The numbers of each day stand below.
privacy-votes = your votes on answers
command-stats = How often I was asked here, and what people say of my answers (moderators)

## Unanswered questions
button-send-team = Send to the team
consent-title = Send this question to the team?
consent-what = What is kept: the question as it stands below, your number at Discord, the server and the channel. Who reads it: the moderators of this server.
consent-days = How long: until it is answered or closed, { $days ->
    [one] one day
   *[other] { $days } days
} at most. /privacy erase takes it back at once.
consent-use = The answer reaches you as a direct message, once. Moderators may add the question's wording, without your name, to the ways of asking that I understand.
button-consent = Yes, send it
ticket-sent = Your question is with the team. The answer will reach you as a direct message.
ticket-already = The team has this question from you already. The answer will reach you as a direct message.
ticket-too-many = Many of your questions are still with the team. Please wait until some are answered.
ticket-forgotten = I no longer remember that question. Please ask it again.
no-team = There is no team here that takes questions.
gap-head = A question I had no answer to, asked in { $channel }
gap-people = Asked by { $people ->
    [one] one person
   *[other] { $people } people
}
gap-number = Ticket { $ticket }
gap-others = Also asked as
gap-no-answer = Choose an entry, write a note with its source, or close this.
gap-by-moderator = Written by a moderator, not part of the reviewed fact base
gap-source = Source
gap-answered = Answered by { $person }.
gap-closed = Closed by { $person }.
gap-over = Closed: nobody's question is kept any more.
button-gap-send = Send the answer
button-gap-write = Write a note
button-gap-close = Close
gap-note-title = A note with its source
gap-note-answer = Answer; the first line is one short sentence
gap-note-source = Title of the source
gap-note-url = Its address, https://…
gap-note-quote = What it says, 30 words at most
already-answered = { $person } was quicker: this has been answered.
already-closed = { $person } was quicker: this has been closed.
card-changed = Something has just changed here. Look at the card again.
ticket-answered = The team has answered what you asked in { $channel }.
ticket-question = You asked
could-not-tell = An answer could not be brought to somebody who asked: they take no direct messages. Ticket { $ticket }
base-refuses = The fact base would not take this:
privacy-tickets = questions you sent to a team
privacy-gaps = questions you took over or answered as a moderator, without text
privacy-proposals = what you proposed for the fact base, or decided on; and ways of asking taken from your questions, until somebody decides on them

## Proposals
proposal-phrasing = { $person } proposes a way of asking for: { $fact }
proposal-fact = { $person } proposes a new entry
proposal-difference = What changes
proposal-number = Proposal { $proposal }
proposal-waits = Somebody else than the one who proposed it must approve.
proposal-approved = Approved by { $person }: it is in use in this server now.
proposal-rejected = Turned down by { $person }.
proposal-withdrawn = Withdrawn by { $person }: it is no longer in use.
button-turn-down = Turn down
button-edit-proposal = Edit
button-withdraw = Withdraw
own-proposal = You proposed this yourself. Somebody else must approve it.
proposal-decided = Somebody was quicker: this has been decided on.
proposal-outdated = This can no longer be: the entry has gone, or the question is answered already.
proposal-form-title = Edit the proposal
proposal-form-words = How it is asked
proposals-title = Proposals
proposals-none = Nothing is proposed, and nothing proposed is in use here.
proposals-open = Waiting
proposals-live = In use in this server
proposals-choose = Look at one
stats-gaps = Wanted most, and unanswered
stats-gaps-open = { $groups ->
    [one] one unanswered question
   *[other] { $groups } unanswered questions
}
command-proposals = What the team proposed for the fact base (moderators)
