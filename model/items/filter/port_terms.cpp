// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter/ends.h"
#include "model/items/filter/messages.h"
#include "model/items/filter/terms.h"

#include <cmath>

namespace synoptic::filter {

void buildPortTerm(Term& term, const Token& token, const QString& value) {
    const Ends ends = endsOf(term.key);
    if (const auto parsed = parseInterval(value, token.comparison, Unit::Plain)) {
        const Interval range = parsed->interval;
        if (range.isEmpty())
            return term.fail(Messages::tr("The range ends before it begins."));
        if (range.low > 65535 || (range.high > 65535 && std::isfinite(range.high)))
            return term.fail(Messages::tr("Ports end at %1.").arg(65535));
        term.numbers = range;
        term.node = makeTest([=](const ConnectionSnapshot& c, const FilterContext&) {
            // Port 0 stands for none: "dport:<1024" does not ask for listeners.
            return anyEnd(ends, c, [&](const Endpoint& end) {
                return (end.port != 0 || range.low == 0) && range.contains(end.port);
            });
        });
        return;
    }
    if (!value.front().isLetter())
        return term.fail(Messages::tr("“%1” is no port. Write for example 443, 80,443 or "
                                      "1024-65535.")
                             .arg(value));
    if (token.comparison > Token::Comparison::Equal)
        return term.fail(Messages::tr("“%1” cannot be compared with < or >.").arg(value));
    term.dependsOnNames = true;
    term.node = makeTest([=](const ConnectionSnapshot& c, const FilterContext& context) {
        return anyEnd(ends, c, [&](const Endpoint& end) {
            return end.port != 0 && context.names.service(end.port, c.id.protocol)
                                            .compare(value, Qt::CaseInsensitive) == 0;
        });
    });
}

} // namespace synoptic::filter
