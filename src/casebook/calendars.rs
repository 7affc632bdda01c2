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
use super::views::{CalendarCard, CalendarPreview, DutyLine, Moved, Vouched};
use super::{Casebook, CasebookError};
use crate::bundle::SignedText;
use crate::calendar::{Calendar, ClosedDay, Due, Moment, format};
use crate::dispute::event::EventId;
use crate::json::walk::Notice;
use crate::vault::record::{CalendarRecord, MovedDate, RecountRecord};
use crate::vault::unlocked::Of;

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
        let moved = self.moves(&stored, old, &calendar);
        Ok(CalendarPreview {
            later: calendar.issued > old.issued,
            closed: lacking(&calendar, old),
            reopened: lacking(old, &calendar),
            moved: moved.into_iter().flat_map(|(_, moved)| moved).map(|(_, moved)| moved).collect(),
            notices: notices.iter().map(|notice| notice.to_string()).collect(),
            calendar: card(&calendar, vouched(issued.signer(), Some(&self.own))),
            now: self.calendar_here(&stored).await?,
        })
    }

    pub(super) async fn take_calendar(&self, issued: &Issued) -> Result<(), CasebookError> {
        let (calendar, _) = read(&issued.text)?;
        let stored = self.stored(Of::Every).await?;
        if calendar.issued <= stored.calendar.issued {
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
        let before = match self.vault.calendar().await {
            Ok(record) => record.and_then(|record| read(&record.text).ok()),
            Err(crate::vault::VaultError::Damaged(_)) => None,
            Err(error) => return Err(error.into()),
        };
        let before = before.map(|(calendar, _)| calendar);
        if before.as_ref().is_some_and(|before| before.issued >= self.calendar.issued) {
            return Ok(());
        }
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
        let recounts = self.moves(stored, before, since).into_iter().map(|(dispute, moved)| RecountRecord {
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

    /// The dates that differ under two calendars, of each dispute where one does, by the duty's key.
    fn moves(
        &self,
        stored: &Stored,
        before: &Calendar,
        since: &Calendar,
    ) -> Vec<(EventId, Vec<(String, Moved)>)> {
        let now = self.now();
        let mut moves = Vec::new();
        for dispute in stored.disputes() {
            let lines = |calendar| {
                let record = Record { calendar, ..stored.record(dispute, &self.own, now) };
                record.seen(&stored.packs, |seen| (seen.sight.title(), duties::lines(&seen.sight)))
            };
            let ((title, old), (_, new)) = (lines(before), lines(since));
            let date_before = |key: &str| old.iter().find(|line| line.key == key).and_then(|line| line.by);
            let mut moved = Vec::new();
            for DutyLine { key, text, subject, by: to, .. } in new {
                let from = date_before(&key);
                if from != to {
                    let duty = subject.map_or_else(|| text.clone(), |subject| format!("{text}: {subject}"));
                    let (dispute, title) = (dispute.0.clone(), title.clone());
                    moved.push((key, Moved { dispute, title, duty, from, to }));
                }
            }
            if !moved.is_empty() {
                moves.push((dispute.clone(), moved));
            }
        }
        moves
    }
}

/// The calendar of the build as a casebook keeps it.
pub(super) fn of_build(kept_at: DateTime<Utc>) -> CalendarRecord {
    CalendarRecord { text: format::BUILT_IN.to_owned(), signed: None, kept_at }
}

/// Which of the two counts: the later one, and of two of one day that of the build.
pub(super) fn in_use(record: Option<&CalendarRecord>, build: &Rc<Calendar>) -> Rc<Calendar> {
    let another = record.filter(|record| record.text != format::BUILT_IN);
    let kept = another.and_then(|record| format::read(&record.text).ok()).map(|(calendar, _)| calendar);
    kept.filter(|kept| kept.issued > build.issued).map_or_else(|| Rc::clone(build), Rc::new)
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
        text.as_deref().and_then(Due::parse).map_or_else(|| "no date".to_owned(), long_due)
    };
    let sentence = |moved: &MovedDate| {
        let (from, to) = (date(&moved.from), date(&moved.to));
        format!("Reckoned again on {day} with the calendar {}: moved from {from} to {to}.", recount.since)
    };
    recount.moved.iter().map(|moved| (moved.key.as_str(), sentence(moved))).collect()
}
