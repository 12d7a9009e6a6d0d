// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter/messages.h"
#include "model/items/filter/parser.h"

#include <cstdint>

namespace synoptic::filter {

namespace {

/// The part of the text from one term to another.
Complaint about(const Term& first, const Term& last, const QString& message) {
    return {message, first.start, last.start + last.length - first.start};
}

Complaint statesContradict(const Term& a, const Term& b) {
    if (!a.states || !b.states || (*a.states & *b.states) != 0)
        return {};
    return about(a, b,
                 Messages::tr("A connection is in one state at a time, so nothing can match. "
                              "Write “or” between them, or “state:A,B”."));
}

Complaint numbersContradict(const Term& a, const Term& b) {
    const bool sameKind = a.key == b.key && a.perSecond == b.perSecond;
    if (!sameKind || !a.numbers || !b.numbers || !a.numbers->intersected(*b.numbers).isEmpty())
        return {};
    if (a.key == Key::Port) {
        return about(a, b,
                     Messages::tr("This asks for connections between these two ports. Write “or” "
                                  "between them to have either."));
    }
    return about(a, b, Messages::tr("No value can be both, so nothing can match."));
}

} // namespace

Complaint findContradiction(const std::vector<Term>& terms) {
    for (std::size_t i = 0; i < terms.size(); ++i) {
        for (std::size_t j = i + 1; j < terms.size(); ++j) {
            if (Complaint complaint = statesContradict(terms[i], terms[j]); complaint.exists())
                return complaint;
            if (Complaint complaint = numbersContradict(terms[i], terms[j]); complaint.exists())
                return complaint;
        }
    }
    return {};
}

} // namespace synoptic::filter
