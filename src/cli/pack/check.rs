//! `accord pack check FILE`: everything that is wrong with a pack, all faults at once.

use std::io::Write;

use serde_json::json;

use super::{Failure, Output, Verdict, lines};
use crate::casebook::dates::counted;
use crate::casebook::views::{PackReport, Vouched};
use crate::cli::lines::line;
use crate::cli::verify::signer;
use crate::cli::{findings, json};

/// Says what was found.
pub fn told(report: &PackReport, output: Output, out: &mut impl Write) -> Result<Verdict, Failure> {
    if output.json {
        lines::object(out, &as_json(report))?;
    } else {
        as_text(report, out)?;
    }
    Ok(if report.faults.is_empty() { Verdict::Holds } else { Verdict::Fails })
}

fn as_text(report: &PackReport, out: &mut impl Write) -> std::io::Result<()> {
    findings::in_lines(&report.faults, &report.notices, out)?;
    if let Vouched::Signed(who) = &report.vouched {
        line!(out, "signed  by {}", signer(who))?;
    }
    let notices = counted(report.notices.len(), "notice", "notices");
    match (&report.id, &report.version, report.faults.len()) {
        (Some(id), Some(version), 0) => {
            line!(out, "The pack {id}{}, is whole: 0 faults, {notices}.", in_version(version))
        }
        (.., n) if !report.notices.is_empty() => {
            line!(out, "The pack cannot be used: {}, {notices}.", counted(n, "fault", "faults"))
        }
        (.., n) => line!(out, "The pack cannot be used: {}.", counted(n, "fault", "faults")),
    }
}

/// `, version 2`; that a pack names none is said as well.
pub fn in_version(version: &str) -> String {
    if version.is_empty() { ", without a version".to_owned() } else { format!(", version {version}") }
}

fn as_json(report: &PackReport) -> serde_json::Value {
    let signer = match &report.vouched {
        Vouched::Signed(signer) => Some(json::signer(signer)),
        Vouched::ByBuild | Vouched::Unsigned => None,
    };
    let mut told = json!({
        "holds": report.faults.is_empty(),
        "id": report.id,
        "version": report.version,
        "faults": findings::in_json(&report.faults),
        "notices": findings::in_json(&report.notices),
    });
    if signer.is_some() {
        told["signer"] = signer.into();
    }
    told
}
