// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter/ends.h"
#include "model/items/filter/messages.h"
#include "model/items/filter/terms.h"

namespace synoptic::filter {

namespace {

/// The pattern a value asks for; fails the term and returns nothing if it is no good.
std::optional<TextPattern> patternOf(Term& term, const Token& token, const QString& value) {
    if (token.form != Token::Form::Regex) {
        return TextPattern(value, token.comparison == Token::Comparison::Equal
                                      ? TextPattern::Mode::Equals
                                      : TextPattern::Mode::Contains);
    }
    TextPattern pattern = TextPattern::fromRegex(value);
    if (pattern.isValid())
        return pattern;
    term.start = token.valueStart + std::min(pattern.errorOffset(), value.size());
    term.length = 1;
    term.fail(badRegexMessage(pattern.error()));
    return std::nullopt;
}

} // namespace

void buildAddressTerm(Term& term, const Token& token, const QString& value) {
    const Ends ends = endsOf(term.key);
    if (token.form == Token::Form::Plain) {
        if (const auto range = parseAddressRange(value)) {
            term.node = makeTest([=](const ConnectionSnapshot& c, const FilterContext&) {
                return anyEnd(ends, c,
                              [&](const Endpoint& end) { return range->contains(end.address); });
            });
            return;
        }
        if (value.contains(u'/') && parseAddressRange(value.section(u'/', 0, 0))) {
            return term.fail(Messages::tr("The prefix length after “/” does not fit the address."));
        }
    }
    const auto pattern = patternOf(term, token, value);
    if (!pattern)
        return;
    // Part of an address as it is written, or of a host's name.
    const bool maybeAddress = pattern->isRegex() || looksLikeAddressPart(value);
    term.dependsOnNames = true;
    term.node = makeTest([=](const ConnectionSnapshot& c, const FilterContext& context) {
        return anyEnd(ends, c, [&](const Endpoint& end) {
            if (maybeAddress && matchesAddress(*pattern, end.address))
                return true;
            const QString host = context.names.host(end.address);
            return !host.isEmpty() && pattern->matches(host);
        });
    });
}

void buildTextTerm(Term& term, const Token& token, const QString& value) {
    const auto pattern = patternOf(term, token, value);
    if (!pattern)
        return;
    term.dependsOnNames = term.key != Key::Process;
    switch (term.key) {
    case Key::Process:
        term.node =
            makeTest([=, text = *pattern](const ConnectionSnapshot& c, const FilterContext&) {
                return c.owner.process ? text.matches(std::string_view(c.owner.process->name))
                                       : c.owner.kind == Owner::Kind::Kernel &&
                                             text.matches(std::string_view("kernel"));
            });
        return;
    case Key::User: {
        bool isNumber = false;
        const std::uint32_t uid = value.toUInt(&isNumber);
        term.node = makeTest([=, text = *pattern](const ConnectionSnapshot& c,
                                                  const FilterContext& context) {
            return c.uid && (isNumber ? *c.uid == uid : text.matches(context.names.user(*c.uid)));
        });
        return;
    }
    case Key::Netns: {
        bool isNumber = false;
        const std::uint64_t netns = value.toULongLong(&isNumber);
        term.node = makeTest(
            [=, text = *pattern](const ConnectionSnapshot& c, const FilterContext& context) {
                if (isNumber && c.id.netns == netns)
                    return true;
                const QString name = context.names.networkNamespace(c.id.netns);
                return !name.isEmpty() && text.matches(name);
            });
        return;
    }
    case Key::Interface:
        term.node =
            makeTest([text = *pattern](const ConnectionSnapshot& c, const FilterContext& context) {
                return c.interfaceIndex != 0 &&
                       text.matches(context.names.interfaceName(c.interfaceIndex));
            });
        return;
    default: // Key::Service
        term.node =
            makeTest([text = *pattern](const ConnectionSnapshot& c, const FilterContext& context) {
                const QString service = context.names.service(servicePort(c), c.id.protocol);
                return !service.isEmpty() && text.matches(service);
            });
        return;
    }
}

} // namespace synoptic::filter
