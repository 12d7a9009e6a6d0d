// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/finding.h"

#include <QByteArray>
#include <QString>

/// What a report needs of a finding's words.
namespace synoptic {

/// In the language installed, made safe to show; empty where there is nothing to say.
struct FindingWords {
    QString title;    ///< one line
    QString evidence; ///< the numbers, one line
    QString meaning;
    QString advice;
};
FindingWords findingWords(const Finding& finding);

/// The "finding" object of the command line's contract, in English.
QByteArray findingLine(const Finding& finding);
/// "192.0.2.10:8080": what it is about, as in that object.
QString findingSubject(const Finding& finding);
/// "syn-flood", and "error".
const char* ruleName(RuleId rule);
const char* severityName(FindingSeverity severity);

} // namespace synoptic
