//! FORMAT: a dispute as the first screen needs it, kept so that its entries need not be read for that.
//!
//! The one idea: *a summary says what it was worked out from.* It counts only where all of that is still
//! so: the number of records, the packs, the calendar, the agency, the very build, and no date of the
//! dispute has passed since. Otherwise the dispute is read and reckoned afresh. So a summary that is
//! missing, damaged or old costs time, never truth. Only the build that wrote one reads it.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::show::duties::clock_at;
use super::show::whole::Seen;
use super::stored::{Held, Stored};
use super::views::{Clock, DateStanding, DisputeRow, DutyLine, DutyState, Recipient, Span, Status, Whose};
use crate::calendar::{Calendar, Due, Moment};
use crate::dispute::event::EventId;
use crate::json::{self, Json};
use crate::procedure::DutyKind;
use crate::vault::unlocked::{Summarised, Tally};
use crate::words::dates as words;

/// What the first screen shows of a dispute.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Its id.
    pub dispute: EventId,
    /// From how many records it was worked out.
    pub tally: Tally,
    /// How many of these could not be read.
    pub unreadable: usize,
    /// When a file of it was last made.
    pub last_export: Option<NaiveDate>,
    /// Under what else it was worked out ([`stamp`]).
    stamp: String,
    /// When.
    at: Moment,
    /// The next date at which something may change by itself.
    until: Option<Due>,
    row: DisputeRow,
    /// What is owed at once, then by a date, the earliest first.
    owed: Vec<DutyLine>,
    /// The entries that it was worked out from, by the beginnings of their ids.
    pub here: String,
    /// Those that were here before and are not, in the same way.
    pub lost: String,
    /// How many are gone: among these may be such as cannot be read.
    pub gone: usize,
    /// How often an entry had been taken back.
    pub taken_back: usize,
    /// When the first entry was made with this casebook's own key.
    pub own_since: Option<Moment>,
}

/// So much of an id tells it from the others of its dispute.
pub const BEGINNING: usize = 6;

const SPANS: [Span; 3] = [Span::Task, Span::StepClock, Span::Budget];
const SIDES: [Whose; 3] = [Whose::Ours, Whose::Theirs, Whose::Unsaid];
const STANDINGS: [DateStanding; 3] = [DateStanding::Source, DateStanding::Reminder, DateStanding::AtOnce];
const STATUSES: [Status; 4] = [Status::Emergency, Status::Open, Status::Resolved, Status::NotBegun];

/// What every summary rests on beside its dispute: the build, the language, the calendar, the packs, the agency.
pub fn stamp(stored: &Stored) -> String {
    let calendar = &stored.calendar;
    let mut hash = Sha256::new().chain_update(env!("ACCORD_BUILD")).chain_update(&calendar.version);
    let mut take = |part: &str| {
        hash.update([0]);
        hash.update(part);
    };
    // Its rows are in words, and no two languages have the same months.
    take(words::MONTHS_IN_FULL);
    take(&calendar.issued.to_string());
    calendar.days.iter().for_each(|day| take(&day.date.to_string()));
    take(&stored.profile.agency);
    stored.packs.digests().for_each(&mut take);
    for held in &stored.partnerships {
        held.of_members().iter().for_each(|(_, said)| take(&said.to_text()));
        take(&held.card.id());
    }
    let stamp: [u8; 32] = hash.finalize().into();
    crate::vault::record::Bytes(stamp).to_text()
}

impl Summary {
    /// What is seen of a dispute now.
    pub fn of(seen: &Seen<'_>, held: &Held, stamp: &str) -> Self {
        let (row, mut owed) = seen.row();
        owed.retain(|line| line.state == DutyState::Outstanding && line.by.is_some());
        owed.iter_mut().for_each(shorten);
        Self {
            dispute: EventId(row.dispute.clone()),
            tally: held.tally,
            unreadable: held.unreadable,
            last_export: held.last_export,
            stamp: stamp.to_owned(),
            at: seen.sight.now,
            until: seen.until(),
            row: DisputeRow { next: None, ..row },
            owed,
            here: seen.record.events.iter().filter_map(|event| event.event().id.0.get(..BEGINNING)).collect(),
            lost: seen.record.lost.clone(),
            gone: seen.record.gone,
            taken_back: held.taken_back,
            own_since: own_since(seen),
        }
    }

    /// Whether an entry of the dispute can be read.
    pub fn is_of_something(&self) -> bool {
        !self.here.is_empty()
    }

    /// What it says counts no more.
    pub fn ended(mut self) -> Self {
        self.stamp.clear();
        self
    }

    /// The same of a dispute of which no entry can be read any more.
    pub fn of_nothing(&self, (lost, gone): (String, usize), held: &Held, stamp: &str, now: Moment) -> Self {
        Self {
            tally: held.tally,
            unreadable: held.unreadable,
            taken_back: held.taken_back,
            stamp: stamp.to_owned(),
            at: now,
            until: None,
            owed: Vec::new(),
            here: String::new(),
            lost,
            gone,
            ..self.clone()
        }
    }

    /// What people call the dispute.
    pub fn name(&self) -> String {
        self.row.name()
    }

    /// Whether it says of now what reckoning afresh would say, as long as no record came.
    pub fn holds(&self, stamp: &str, now: Moment) -> bool {
        self.stamp == stamp && self.at <= now && self.until.is_none_or(|date| !date.has_passed(now))
    }

    /// Its row, and what is owed by a date.
    pub fn told(&self, calendar: &Calendar, now: Moment) -> (DisputeRow, Vec<DutyLine>) {
        let mut owed = self.owed.clone();
        owed.iter_mut().for_each(|line| line.clock = clock_at(calendar, now, line.by, line.standing));
        let overdue = owed.iter().filter(|line| line.is_overdue(now)).count();
        (DisputeRow { next: owed.first().cloned(), overdue, ..self.row.clone() }, owed)
    }

    /// As it is kept.
    pub fn kept(&self) -> Summarised {
        let Self { dispute, tally, unreadable, last_export, stamp, at, until, row, owed, .. } = self;
        let list = [
            Json::from(stamp.as_str()),
            text(&dispute.0),
            whole(tally.entries),
            whole(tally.notes),
            whole(*unreadable),
            Json::text_or_null(last_export.map(|day| day.to_string()).as_ref()),
            text(at),
            Json::text_or_null(until.map(|date| date.to_string()).as_ref()),
            Json::from(row.title.as_str()),
            Json::texts(&row.children),
            Json::from(row.partnership.as_str()),
            Json::text_or_null(row.step.as_ref()),
            match &row.status {
                Status::Closed(closure) => Json::from(closure.as_str()),
                open => place(&STATUSES, open),
            },
            Json::Flag(row.danger),
            Json::Flag(row.to_confirm),
            Json::Flag(row.to_tell),
            Json::text_or_null(row.end_answered.as_ref()),
            Json::texts(&row.undated),
            whole(row.not_exported),
            whole(row.not_sent),
            whole(row.pending),
            text(&row.changed),
            Json::List(owed.iter().map(line).collect()),
            Json::from(self.here.as_str()),
            Json::from(self.lost.as_str()),
            whole(self.gone),
            whole(self.taken_back),
            Json::text_or_null(self.own_since.map(|at| at.to_string()).as_ref()),
        ];
        (dispute.clone(), Json::List(list.into()).to_text().into_bytes())
    }

    /// Reads [`Self::kept`] back; none where it is no summary.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let json = json::strictly(bytes).ok()?;
        let mut items = Items(json.items().iter());
        Some(Self {
            stamp: items.text()?,
            dispute: EventId(items.text()?),
            tally: Tally { entries: items.whole()?, notes: items.whole()? },
            unreadable: items.whole()?,
            last_export: items.maybe()?.as_deref().and_then(json::parse_date),
            at: Moment::parse(&items.text()?)?,
            until: items.maybe()?.as_deref().and_then(Due::parse),
            row: DisputeRow {
                dispute: json.items().get(1)?.as_text()?.to_owned(),
                title: items.text()?,
                children: items.texts()?,
                partnership: items.text()?,
                step: items.maybe()?,
                status: match items.0.next()? {
                    Json::Text(closure) => Status::Closed(closure.clone()),
                    other => at(&STATUSES, other)?,
                },
                danger: items.0.next()? == &Json::Flag(true),
                to_confirm: items.0.next()? == &Json::Flag(true),
                to_tell: items.0.next()? == &Json::Flag(true),
                end_answered: items.maybe()?,
                next: None,
                overdue: 0,
                undated: items.texts()?,
                not_exported: items.whole()?,
                not_sent: items.whole()?,
                pending: items.whole()?,
                changed: Moment::parse(&items.text()?)?,
            },
            owed: items.0.next()?.items().iter().map(read_line).collect::<Option<_>>()?,
            here: items.text()?,
            lost: items.text()?,
            gone: items.whole()?,
            taken_back: items.whole()?,
            own_since: items.maybe()?.as_deref().and_then(Moment::parse),
        })
    }
}

fn own_since(seen: &Seen<'_>) -> Option<Moment> {
    let own = seen.own()?;
    let events = seen.record.events.iter().map(|signed| &signed.event().entry);
    let first = events.filter(|entry| entry.author.0 == own.0).map(|entry| entry.at).min()?;
    Some(Moment::from_utc(first.naive_utc()))
}

/// Leaves out what a line says on demand: that is read with its dispute.
fn shorten(line: &mut DutyLine) {
    line.rule = None;
    line.basis = None;
    line.remind_by = None;
    line.why = None;
    line.readings.clear();
    line.guidance.clear();
    line.to.iter_mut().for_each(|to| to.places.clear());
}

fn line(line: &DutyLine) -> Json {
    let to = line.to.as_ref();
    Json::List(vec![
        Json::from(line.key.as_str()),
        Json::from(line.text.as_str()),
        Json::from(line.kind),
        Json::text_or_null(line.subject.as_ref()),
        Json::text_or_null(line.owner.as_ref()),
        place(&SIDES, &line.whose),
        Json::text_or_null(to.map(|to| &to.label)),
        Json::text_or_null(to.and_then(|to| to.email.as_ref())),
        Json::text_or_null(line.route.as_ref()),
        Json::text_or_null(line.force.as_ref()),
        Json::text_or_null(line.paragraph.as_ref()),
        Json::text_or_null(line.step.as_ref()),
        place(&SPANS, &line.span),
        text(&line.opened),
        Json::text_or_null(line.by.map(|by| by.to_string()).as_ref()),
        line.standing.map_or(Json::Null, |standing| place(&STANDINGS, &standing)),
    ])
}

fn read_line(json: &Json) -> Option<DutyLine> {
    let mut items = Items(json.items().iter());
    let (key, text, kind) = (items.text()?, items.text()?, items.text()?);
    Some(DutyLine {
        key,
        text,
        kind: DutyKind::ALL.iter().map(|kind| kind.word()).find(|word| *word == kind)?,
        subject: items.maybe()?,
        owner: items.maybe()?,
        whose: at(&SIDES, items.0.next()?)?,
        to: {
            let (label, email) = (items.maybe()?, items.maybe()?);
            label.map(|label| Recipient { label, email, number: None, places: Vec::new() })
        },
        route: items.maybe()?,
        force: items.maybe()?,
        paragraph: items.maybe()?,
        rule: None,
        step: items.maybe()?,
        span: at(&SPANS, items.0.next()?)?,
        opened: Moment::parse(&items.text()?)?,
        by: items.maybe()?.as_deref().and_then(Due::parse),
        basis: None,
        standing: at(&STANDINGS, items.0.next()?),
        remind_by: None,
        state: DutyState::Outstanding,
        clock: Clock::NoDate,
        why: None,
        readings: Vec::new(),
        guidance: Vec::new(),
        actions: Vec::new(),
    })
}

/// The items of a list, one after the other.
struct Items<'j>(std::slice::Iter<'j, Json>);

impl Items<'_> {
    fn text(&mut self) -> Option<String> {
        self.maybe()?
    }

    fn maybe(&mut self) -> Option<Option<String>> {
        match self.0.next()? {
            Json::Text(text) => Some(Some(text.clone())),
            Json::Null => Some(None),
            _ => None,
        }
    }

    fn texts(&mut self) -> Option<Vec<String>> {
        let texts = self.0.next()?.items().iter().filter_map(Json::as_text);
        Some(texts.map(str::to_owned).collect())
    }

    fn whole(&mut self) -> Option<usize> {
        let Json::Whole(whole) = self.0.next()? else { return None };
        usize::try_from(*whole).ok()
    }
}

fn text(it: &dyn std::fmt::Display) -> Json {
    Json::Text(it.to_string())
}

fn whole(count: usize) -> Json {
    Json::Whole(count.try_into().unwrap_or(i64::MAX))
}

fn place<T: PartialEq>(all: &[T], one: &T) -> Json {
    all.iter().position(|other| other == one).map_or(Json::Null, whole)
}

fn at<T: Clone>(all: &[T], place: &Json) -> Option<T> {
    let Json::Whole(place) = place else { return None };
    all.get(usize::try_from(*place).ok()?).cloned()
}
