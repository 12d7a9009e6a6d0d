// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/filter/text_pattern.h"
#include "model/items/filter/values.h"
#include "model/items/http_log.h"

#include <QCoreApplication>
#include <QString>

#include <vector>

namespace synoptic {

/// Words that an exchange must all fit: bare ones anywhere; `status:404`, `status:>=500`,
/// `status:4xx`, `status:none`; `method:POST`; `duration:>100ms`; `host:`, `path:`, `type:` and
/// `process:` for a part of those; "not" or "!" before a word for the opposite; /expressions/ but
/// for path:, where slashes are text. Case never matters. GUI thread.
class HttpFilter {
    Q_DECLARE_TR_FUNCTIONS(HttpFilter)

public:
    /// Fits everything.
    HttpFilter() = default;
    static HttpFilter parse(const QString& text);

    bool matches(const HttpExchange& exchange) const;
    /// What is wrong with the text, in words; then matches() leaves out what was wrong.
    const QString& problem() const { return problem_; }

private:
    enum class Key { Anywhere, Method, Host, Path, Type, Process, Status, Took };
    struct Term {
        Key key = Key::Anywhere;
        bool negated = false;
        filter::TextPattern pattern;
        filter::Interval interval;
        bool isNone = false; ///< status: no answer was seen
    };
    QString add(const filter::Token& token, bool negated);
    static bool fits(const Term& term, const HttpExchange& exchange);

    std::vector<Term> terms_;
    QString problem_;
};

} // namespace synoptic
