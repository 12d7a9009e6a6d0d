// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/firewall/field.h"
#include "model/diagnosis/firewall/ruleset.h"

namespace synoptic::firewall {

enum class Truth : std::uint8_t { No, Yes, Unknown };

/// Kleene's three values, with the reasons where it is the third.
struct Tri {
    Truth truth = Truth::Unknown;
    std::uint16_t doubt = 0; ///< of Doubt; 0 unless Unknown
};
Tri operator!(Tri a);
Tri operator&(Tri a, Tri b);
Tri operator|(Tri a, Tri b);

/// Holds expressions of one chain against one packet. `budget` counts down the elements looked at;
/// when it is used up everything is Unknown (kTooLarge).
class Matcher {
public:
    Matcher(const Ruleset& ruleset, const Chain& chain, std::int64_t& budget)
        : ruleset_(ruleset), chain_(chain), budget_(budget) {}

    /// {"op": ..., "left": ..., "right": ...}
    Tri match(const boost::json::object& match, const Packet& packet) const;
    /// Is the field what `right` says: a value, a range, a prefix, a set or its name?
    /// `inside` one of these already: no name of a set follows.
    Tri contains(const Field& field, const boost::json::value& right, bool inside = false) const;

private:
    Tri anyOfSeveral(const Field& field, const boost::json::value& right,
                     std::size_t choices) const;
    Tri leaf(const Field& field, const boost::json::value& right) const;
    Tri concat(const Field& field, const boost::json::value& right) const;
    Tri flags(std::string_view op, const Field& field, const boost::json::value& right) const;

    const Ruleset& ruleset_;
    const Chain& chain_;
    std::int64_t& budget_;
};

} // namespace synoptic::firewall
