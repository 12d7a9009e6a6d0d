// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

/// The filter language cut into words. See ConnectionFilter.
namespace synoptic::filter {

struct Token {
    enum class Kind { Term, And, Or, Not, Open, Close, End };
    enum class Form { Plain, Quoted, Regex };
    enum class Comparison { None, Equal, Less, LessOrEqual, Greater, GreaterOrEqual };
    enum class Fault { None, OpenQuote, OpenRegex, TextAfterQuote };

    Kind kind = Kind::End;
    qsizetype start = 0; ///< in the text, UTF-16 units
    qsizetype length = 0;

    // Of a term:
    QString key; ///< lower case; empty for a bare word
    Comparison comparison = Comparison::None;
    Form form = Form::Plain;
    QString value;            ///< without quotes or slashes
    qsizetype valueStart = 0; ///< of the value proper, after key, comparison, quote or slash
    Fault fault = Fault::None;

    qsizetype end() const { return start + length; }
};

/// Ends with one token of kind End. Faults are told in the tokens; it never fails.
std::vector<Token> tokenize(QStringView text);

/// A value as it must be written so that it is read back as one: quoted where need be.
QString quotedIfNeeded(const QString& value);

} // namespace synoptic::filter
