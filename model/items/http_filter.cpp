// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/http_filter.h"

#include "model/items/connection_text.h"
#include "model/items/format.h"

#include <algorithm>
#include <array>

namespace synoptic {

namespace {

using filter::Interval;
using filter::TextPattern;
using filter::Token;
using filter::Unit;

/// "4xx": all of a hundred.
std::optional<Interval> parseClass(const QString& text) {
    if (text.size() != 3 || !text.endsWith(QLatin1String("xx"), Qt::CaseInsensitive) ||
        text.front() < u'1' || text.front() > u'9')
        return std::nullopt;
    const double hundred = 100.0 * text.front().digitValue();
    return Interval{hundred, hundred + 99, false, false};
}

/// Slashes mark an expression, but paths have them too: those of path: are text, and so are others
/// that enclose no whole word.
Token asWritten(Token token, const QString& text) {
    if (token.form == Token::Form::Regex &&
        (token.key == QLatin1String("path") || token.fault != Token::Fault::None)) {
        token.form = Token::Form::Plain;
        token.value = text.mid(token.valueStart - 1, token.end() - token.valueStart + 1);
    }
    return token;
}

bool ownerFits(const TextPattern& pattern, const Owner& owner) {
    return owner.process ? pattern.matches(std::string_view(owner.process->name))
                         : pattern.matches(ownerText(owner));
}

bool anythingFits(const TextPattern& pattern, const HttpExchange& exchange) {
    for (const std::string* text : {&exchange.method, &exchange.host, &exchange.target,
                                    &exchange.reason, &exchange.contentType}) {
        if (pattern.matches(std::string_view(*text)))
            return true;
    }
    if (exchange.hasAnswer && pattern.matches(QString::number(exchange.status)))
        return true;
    return ownerFits(pattern, exchange.owner) ||
           (exchange.tuple && pattern.matches(formatTuple(*exchange.tuple)));
}

} // namespace

HttpFilter HttpFilter::parse(const QString& text) {
    HttpFilter result;
    bool negated = false;
    for (const Token& token : filter::tokenize(text)) {
        QString problem;
        switch (token.kind) {
        case Token::Kind::Not:
            negated = !negated;
            continue;
        case Token::Kind::Term:
            problem = result.add(asWritten(token, text), negated);
            break;
        case Token::Kind::Or:
        case Token::Kind::Open:
        case Token::Kind::Close:
            problem = tr("Here all words have to fit: there is no “or” and no parentheses.");
            break;
        default:
            break;
        }
        negated = false;
        if (result.problem_.isEmpty())
            result.problem_ = problem;
    }
    return result;
}

/// What is wrong with it, or nothing.
QString HttpFilter::add(const Token& token, bool negated) {
    constexpr std::array<std::pair<const char*, Key>, 8> kKeys{{{"", Key::Anywhere},
                                                                {"method", Key::Method},
                                                                {"host", Key::Host},
                                                                {"path", Key::Path},
                                                                {"type", Key::Type},
                                                                {"process", Key::Process},
                                                                {"status", Key::Status},
                                                                {"duration", Key::Took}}};
    const auto known = std::find_if(kKeys.begin(), kKeys.end(), [&](const auto& entry) {
        return token.key == QLatin1String(entry.first);
    });
    if (known == kKeys.end())
        return tr("“%1:” is not known; there are method:, host:, path:, status:, type:, process: "
                  "and duration:.")
            .arg(token.key);
    if (token.value.isEmpty())
        return {}; // is still being written
    const Key key = known->second;
    Term term{key,
              negated,
              token.form == Token::Form::Regex
                  ? TextPattern::fromRegex(token.value)
                  : TextPattern(token.value, key == Key::Method ? TextPattern::Mode::Equals
                                                                : TextPattern::Mode::Contains),
              {},
              false};
    if (!term.pattern.isValid())
        return tr("The expression between the slashes: %1.").arg(term.pattern.error());
    if (key == Key::Status) {
        term.isNone = token.value.compare(QLatin1String("none"), Qt::CaseInsensitive) == 0;
        const auto hundred = parseClass(token.value);
        const auto interval = filter::parseInterval(token.value, token.comparison, Unit::Plain);
        if (!term.isNone && !hundred && !interval)
            return tr("A status is a number such as 404, >=500, 400-499 or 4xx, or none.");
        if (!term.isNone)
            term.interval = hundred ? *hundred : interval->interval;
    } else if (key == Key::Took) {
        const auto interval =
            filter::parseInterval(token.value, token.comparison, Unit::Milliseconds);
        if (!interval)
            return tr("A duration is a time such as >100ms or 1s-5s.");
        term.interval = interval->interval;
    }
    terms_.push_back(std::move(term));
    return {};
}

bool HttpFilter::fits(const Term& term, const HttpExchange& exchange) {
    switch (term.key) {
    case Key::Method:
        return term.pattern.matches(std::string_view(exchange.method));
    case Key::Host:
        return term.pattern.matches(exchange.authority());
    case Key::Path:
        return term.pattern.matches(exchange.path());
    case Key::Type:
        return term.pattern.matches(std::string_view(exchange.contentType));
    case Key::Process:
        return ownerFits(term.pattern, exchange.owner);
    case Key::Status:
        return term.isNone ? !exchange.hasAnswer
                           : exchange.hasAnswer && term.interval.contains(exchange.status);
    case Key::Took: {
        const auto duration = exchange.duration();
        return duration && term.interval.contains(std::chrono::duration<double>(*duration).count());
    }
    case Key::Anywhere:
        break;
    }
    return anythingFits(term.pattern, exchange);
}

bool HttpFilter::matches(const HttpExchange& exchange) const {
    return std::all_of(terms_.begin(), terms_.end(),
                       [&](const Term& term) { return fits(term, exchange) != term.negated; });
}

} // namespace synoptic
