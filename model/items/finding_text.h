// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/finding.h"

#include <QString>
#include <QStringList>

/// A finding in words, in the language of the program. What came from elsewhere is made safe, but
/// all of it is plain text: HTML has to be escaped by who writes it.
namespace synoptic {

/// "error", "warning", "note".
QString severityText(FindingSeverity severity);
/// A word or two for the table's Diagnosis cell: "no answer".
QString findingShortText(RuleId rule);
/// What it is about: "0.0.0.0:8080", "nginx (4711)", "this machine".
QString findingSubjectText(const FindingSubject& subject);
/// One sentence, without a full stop: what is wrong, with its numbers.
QString findingSummary(const Finding& finding);
/// What it means.
QString findingMeaning(const Finding& finding);
/// What to try.
QString findingAdvice(const Finding& finding);
/// One number: "half-open connections: 129 (limit 128)".
QString evidenceText(const FindingEvidence& evidence);
/// All of them, then the details.
QStringList findingEvidence(const Finding& finding);

} // namespace synoptic
