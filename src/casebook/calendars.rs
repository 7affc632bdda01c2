//! Which closed days dates are reckoned with, and what a change of them moves.
//!
//! The one idea: *a date never moves unseen.* What a calendar would move is shown before it is taken
//! over, and what it moved is noted beside each dispute in the transaction that keeps it; that holds
//! too where a new build brings the later calendar (`docs/decisions/a-calendar-is-data.md`).

use std::rc::Rc;

use chrono::{DateTime, NaiveDate, Utc};

use super::dates::{long_date, long_due};
use super::issued::{Issued, reasons, vouched};
use super::show::duties;
use super::show::whole::Record;
use super::stored::Stored;
use super::versions::named;
use super::views::{CalendarCard, CalendarPreview, DutyLine, Moved, Vouched};
use super::{Casebook, CasebookError};
use crate::bundle::SignedText;
use crate::calendar::{Calendar, ClosedDay, Due, Moment, format};
use crate::dispute::event::EventId;
use crate::json::walk::Notice;
use crate::vault::record::{CalendarRecord, MovedDate, RecountRecord};
use crate::vault::unlocked::Of;
use crate::words::entries as words;

impl Casebook {
    /// The calendar that dates are reckoned with.
    ///
    /// # Errors
    /// [`CasebookError::Vault`].
    pub async fn calendar(&self) -> Result<CalendarCard, CasebookError> {
        self.calendar_here(&self.stored(Of::Nothing).await?).await
    }

    async fn calendar_here(&self, stored: &Stored) -> Result<CalendarCard, CasebookError> {
        if stored.calendar.version == self.calendar.version {
            return Ok(card(&stored.calendar, Vouched::ByBuild));
        }
        let record = self.vault.calendar().await?;
        let signed =
            record.and_then(|record| record.signed).and_then(|file| SignedText::from_record(&file).ok());
        let vouched = signed.map_or(Vouched::Unsigned, |read| vouched(Some(&read.signer), Some(&self.own)));
        Ok(card(&stored.calendar, vouched))
    }

    pub(super) async fn preview_calendar(&self, issued: &Issued) -> Result<CalendarPreview, CasebookError> {
        let (calendar, notices) = read(&issued.text)?;
        let stored = self.stored(Of::Every).await?;
        let old = &stored.calendar;
        let lacking = |list: &Calendar, from: &Calendar| {
            let is_new = |day: &&ClosedDay| from.is_working_day(day.date);
            let days = list.days.iter().filter(is_new);
            days.map(|day| (day.date, day.name.clone())).collect::<Vec<(NaiveDate, String)>>()
        };
        let mut found = CalendarPreview {
            later: calendar.outranks(old),
            closed: lacking(&calendar, old),
            reopened: lacking(old, &calendar),
            moved: Vec::new(),
            owed_new: Vec::new(),
            owed_gone: Vec::new(),
            notices: notices.iter().map(|notice| notice.to_string()).collect(),
            calendar: card(&calendar, vouched(issued.signer(), Some(&self.own))),
            now: self.calendar_here(&stored).await?,
        };
        for (_, moves) in self.moves(&stored, old, &calendar) {
            found.moved.extend(moves.moved.into_iter().map(|(_, moved)| moved));
            found.owed_new.extend(moves.owed_new);
            found.owed_gone.extend(moves.owed_gone);
        }
        Ok(found)
    }

    pub(super) async fn take_calendar(&self, issued: &Issued) -> Result<(), CasebookError> {
        let (calendar, _) = read(&issued.text)?;
        let stored = self.stored(Of::Every).await?;
        if !calendar.outranks(&stored.calendar) {
            return Err(CasebookError::NotLater(long_date(stored.calendar.issued)));
        }
        let record = CalendarRecord {
            text: issued.text.clone(),
            signed: issued.signed.as_ref().map(SignedText::to_text),
            kept_at: self.clock.now(),
        };
        self.change_calendar(&stored, &record, &stored.calendar, &calendar).await
    }

    /// Notes what the calendar of a new build moved, once; the first calendar of a casebook moves
    /// nothing.
    pub(super) async fn settle_calendar(&self) -> Result<(), CasebookError> {
        let kept = match self.vault.calendar().await {
            Ok(kept) => kept,
            // Of damaged bytes nobody can make anything any more.
            Err(crate::vault::VaultError::Damaged(_)) => None,
            Err(error) => return Err(error.into()),
        };
        let before = match kept.map(|record| read(&record.text)) {
            Some(Ok((before, _))) if self.calendar.outranks(&before) => Some(before),
            // One that cannot be read may be of a later build: it stays, and is told on the first screen.
            Some(_) => return Ok(()),
            None => None,
        };
        let stored = self.stored(Of::Every).await?;
        let before = before.as_ref().unwrap_or(&self.calendar);
        self.change_calendar(&stored, &of_build(self.clock.now()), before, &self.calendar).await
    }

    async fn change_calendar(
        &self,
        stored: &Stored,
        record: &CalendarRecord,
        before: &Calendar,
        since: &Calendar,
    ) -> Result<(), CasebookError> {
        let text = |due: Option<Due>| due.map(|due| due.to_string());
        let moves =
            self.moves(stored, before, since).into_iter().filter(|(_, moves)| !moves.moved.is_empty());
        let recounts = moves.map(|(dispute, Moves { moved, .. })| RecountRecord {
            dispute,
            at: record.kept_at,
            before: before.version.clone(),
            since: since.version.clone(),
            moved: moved
                .into_iter()
                .map(|(key, moved)| MovedDate {
                    key,
                    text: moved.duty,
                    from: text(moved.from),
                    to: text(moved.to),
                })
                .collect(),
        });
        let recounts: Vec<RecountRecord> = recounts.collect();
        Ok(self.vault.keep_calendar(record, &recounts).await?)
    }

    /// What differs under two calendars, of each dispute.
    fn moves(&self, stored: &Stored, before: &Calendar, since: &Calendar) -> Vec<(EventId, Moves)> {
        let now = self.now();
        let mut all = Vec::new();
        for dispute in stored.disputes() {
            let lines = |calendar| {
                let record = Record { calendar, ..stored.record(dispute, &self.own, now) };
                record.seen(&stored.packs, |seen| (seen.sight.title(), duties::lines(&seen.sight)))
            };
            let ((title, old), (_, new)) = (lines(before), lines(since));
            let find = |lines: &[DutyLine], key: &str| lines.iter().position(|line| line.key == key);
            let whole = |line: &DutyLine| [&title, ": ", &named(line)].concat();
            let mut moves = Moves::default();
            for line in &new {
                let was = find(&old, &line.key);
                let (from, to) = (was.and_then(|was| old[was].by), line.by);
                if from != to {
                    let (dispute, title, duty) = (dispute.0.clone(), title.clone(), named(line));
                    moves.moved.push((line.key.clone(), Moved { dispute, title, duty, from, to }));
                } else if was.is_none() {
                    moves.owed_new.push(whole(line));
                }
            }
            let gone = old.iter().filter(|line| find(&new, &line.key).is_none());
            moves.owed_gone.extend(gone.map(whole));
            all.push((dispute.clone(), moves));
        }
        all
    }
}

/// What differs in a dispute under another calendar.
#[derive(Default)]
struct Moves {
    /// Dates, by the duty's key.
    moved: Vec<(String, Moved)>,
    /// Duties that are owed only then and have no date: another's date opens them by passing.
    owed_new: Vec<String>,
    /// Duties that were never owed then, with a date or without.
    owed_gone: Vec<String>,
}

/// The calendar of the build as a casebook keeps it.
pub(super) fn of_build(kept_at: DateTime<Utc>) -> CalendarRecord {
    CalendarRecord { text: format::BUILT_IN.to_owned(), signed: None, kept_at }
}

/// Which of the two counts, and whether the one that is kept can be read.
pub(super) fn in_use(record: Option<&CalendarRecord>, build: &Rc<Calendar>) -> (Rc<Calendar>, bool) {
    let another = record.filter(|record| record.text != format::BUILT_IN);
    match another.map(|record| format::read(&record.text)) {
        Some(Ok((kept, _))) if kept.outranks(build) => (Rc::new(kept), true),
        Some(Ok(_)) | None => (Rc::clone(build), true),
        Some(Err(_)) => (Rc::clone(build), false),
    }
}

fn read(text: &str) -> Result<(Calendar, Vec<Notice>), CasebookError> {
    format::read(text).map_err(|faults| CasebookError::Faulty("calendar", reasons(&faults)))
}

pub(super) fn card(calendar: &Calendar, vouched: Vouched) -> CalendarCard {
    CalendarCard {
        version: calendar.version.clone(),
        issued: calendar.issued,
        years: (*calendar.years.start(), *calendar.years.end()),
        vouched,
    }
}

/// What was moved in a dispute, in a sentence for each duty, by its key.
pub(super) fn told(recount: &RecountRecord) -> Vec<(&str, String)> {
    let day = long_date(Moment::from_utc(recount.at.naive_utc()).date());
    let date = |text: &Option<String>| {
        text.as_deref().and_then(Due::parse).map_or_else(|| words::NO_DATE.to_owned(), long_due)
    };
    let sentence = |moved: &MovedDate| {
        let (from, to) = (date(&moved.from), date(&moved.to));
        words::reckoned_again(&day, &recount.since, &from, &to)
    };
    recount.moved.iter().map(|moved| (moved.key.as_str(), sentence(moved))).collect()
}
