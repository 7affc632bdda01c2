//! FORMAT `accord-simulation/1`: what a simulated folder holds, so that whatever looks into it can be compared.
//!
//! `entries` counts what was written, `readable` what arrives in files that anybody can read, `arrived` all that
//! arrives. What is `null` there never arrives.

use chrono::{DateTime, TimeDelta, Utc};

use super::course::{Course, Fate, Message, Stands};
use super::{NotMade, Write, desk};
use crate::casebook::views::Status;
use crate::json::Json;

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Disputes.
    pub disputes: usize,
    /// Entries that were written.
    pub entries: usize,
    /// Messages that were sent.
    pub messages: usize,
    /// Files in the mailbox: what is lost is not there, what comes twice is there twice.
    pub in_mailbox: usize,
    /// Messages that never arrive.
    pub lost: usize,
    /// Messages that arrive weeks later.
    pub late: usize,
    /// Messages that arrive twice.
    pub twice: usize,
    /// Messages that are sealed.
    pub sealed: usize,
    /// Disputes where two sides contradict each other.
    pub contested: usize,
    /// Entries that claim to be from before a receipt that does not cover them.
    pub late_entries: usize,
    /// Entries that arrive in no message.
    pub lost_entries: usize,
}

/// What is in the folder, as it grows.
pub struct Truth {
    seed: u64,
    totals: Totals,
    disputes: Vec<String>,
}

impl Truth {
    /// Of nothing yet.
    pub fn of(seed: u64) -> Self {
        Self { seed, totals: Totals::default(), disputes: Vec::new() }
    }

    /// Writes what belongs to a dispute and notes it.
    pub fn take(&mut self, of: &Course, write: Write<'_>) -> Result<(), NotMade> {
        let number = of.number;
        write(&format!("bundles/{number:05}-readable.json"), of.files[0].as_bytes())?;
        write(&format!("bundles/{number:05}-sealed.json"), of.files[1].as_bytes())?;
        for (nth, receipt) in of.receipts.iter().enumerate() {
            write(
                &format!("partnership/receipts/{number:05}-{}.json", nth + 1),
                receipt.to_text().as_bytes(),
            )?;
        }
        let mut messages = Vec::with_capacity(of.messages.len());
        for (nth, message) in of.messages.iter().enumerate() {
            let mut files = Vec::new();
            let name =
                |at: DateTime<Utc>| format!("{}-{number:05}-{}.eml", at.format("%Y%m%dT%H%M%S"), nth + 1);
            match message.fate {
                Fate::Lost => files.push(["lost/", &name(message.sent)].concat()),
                Fate::Twice => {
                    files.push(["mail/cur/", &name(message.arrives)].concat());
                    files.push(["mail/new/", &name(message.arrives + TimeDelta::days(3))].concat());
                }
                Fate::Arrives | Fate::Late => files.push(["mail/new/", &name(message.arrives)].concat()),
            }
            for file in &files {
                write(file, message.mail.as_bytes())?;
            }
            self.count(message, files.len());
            messages.push(line(message, &files));
        }
        let totals = &mut self.totals;
        totals.disputes += 1;
        totals.entries += of.events.len();
        totals.contested += usize::from(of.stands.contested > 0);
        totals.late_entries += of.stands.late;
        totals.lost_entries += of.events.len() - of.arrived.as_ref().map_or(0, |stands| stands.entries);
        let or_null = |stands: &Option<Stands>| stands.as_ref().map_or(Json::Null, standing);
        let line = Json::object(vec![
            ("arrived", or_null(&of.arrived)),
            ("dispute", Json::from(of.events[0].event().id.0.as_str())),
            ("messages", Json::List(messages)),
            ("number", whole(number)),
            ("procedure", Json::from(of.under.procedure.as_str())),
            ("readable", or_null(&of.readable)),
            ("track", Json::from(of.under.track.as_str())),
            ("written", standing(&of.stands)),
        ]);
        self.disputes.push(line.to_text());
        Ok(())
    }

    fn count(&mut self, message: &Message, files: usize) {
        let totals = &mut self.totals;
        totals.messages += 1;
        totals.sealed += usize::from(message.is_sealed);
        match message.fate {
            Fate::Lost => totals.lost += 1,
            Fate::Late => totals.late += 1,
            Fate::Twice => totals.twice += 1,
            Fate::Arrives => {}
        }
        totals.in_mailbox += if message.fate == Fate::Lost { 0 } else { files };
    }

    /// Writes the file, one dispute a line.
    pub fn write(self, write: Write<'_>) -> Result<Totals, NotMade> {
        let of = self.totals;
        let totals = Json::object(vec![
            ("contested", whole(of.contested)),
            ("disputes", whole(of.disputes)),
            ("entries", whole(of.entries)),
            ("in_mailbox", whole(of.in_mailbox)),
            ("late", whole(of.late)),
            ("late_entries", whole(of.late_entries)),
            ("lost", whole(of.lost)),
            ("lost_entries", whole(of.lost_entries)),
            ("messages", whole(of.messages)),
            ("sealed", whole(of.sealed)),
            ("twice", whole(of.twice)),
        ]);
        let desk = Json::object(vec![
            ("folder", Json::from(desk::FOLDER)),
            ("passphrase", Json::from(desk::PASSPHRASE)),
            ("test", Json::Flag(true)),
        ]);
        let text = format!(
            "{{\"format\":\"accord-simulation/1\",\"note\":\"Everything here is invented, for tests.\",\"seed\":{},\n\
             \"desk\":{},\n\
             \"totals\":{},\n\"disputes\":[\n{}\n]}}\n",
            self.seed,
            desk.to_text(),
            totals.to_text(),
            self.disputes.join(",\n"),
        );
        write("truth.json", text.as_bytes())?;
        Ok(of)
    }
}

fn line(of: &Message, files: &[String]) -> Json {
    let fate = match of.fate {
        Fate::Arrives => "arrives",
        Fate::Late => "late",
        Fate::Twice => "twice",
        Fate::Lost => "lost",
    };
    Json::object(vec![
        ("entries", whole(of.entries.len())),
        ("fate", Json::from(fate)),
        ("files", Json::texts(files)),
        ("sealed", Json::Flag(of.is_sealed)),
    ])
}

fn standing(of: &Stands) -> Json {
    let status = match &of.status {
        Status::NotBegun => "not begun",
        Status::Open => "open",
        Status::Emergency => "emergency",
        Status::Resolved => "resolved",
        Status::Closed(_) => "closed",
    };
    Json::object(vec![
        ("contested", whole(of.contested)),
        ("entries", whole(of.entries)),
        ("late", whole(of.late)),
        ("pending", whole(of.pending)),
        ("status", Json::from(status)),
    ])
}

fn whole(number: usize) -> Json {
    Json::Whole(number as i64)
}
