// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/connection_names.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <optional>

namespace synoptic {

struct FilterParseResult;
namespace filter {
class Node;
}

/// What a filter needs to know beside the connection itself. Lives as long as the matching does.
struct FilterContext {
    Timestamp now;
    const ConnectionNames& names;
};

/// A condition on connections, written by a person. The language:
///
///   state:ESTABLISHED port:443          both (implicit and; "and" may be written)
///   state:TIME-WAIT or not is:loopback  or, not, parentheses
///   port:80,443  sport:1024-65535       any of a list, ranges; sport and src are this end's
///   dst:192.0.2.0/24  host:example      addresses with a prefix; names by part
///   rtt:>100ms  age:<5m  tx:>1MiB       comparisons, with units
///   process:/^ng/  "two words"  curl    regular expressions, quoted text; bare words look
///                                       everywhere
///   was:SYN-SENT@12:04:31               the state at a moment
///
/// A value: cheap to copy, never changed once parsed. Case never matters. GUI thread.
class ConnectionFilter {
public:
    /// Matches everything.
    ConnectionFilter() = default;

    /// Never fails hard: the result of an invalid text matches everything and says what is wrong.
    /// A time of day means the latest such moment before `now` (default: this computer's clock).
    static FilterParseResult parse(const QString& text);
    /// Asking for a moment longer ago than closed connections are kept is surprising.
    static FilterParseResult parse(const QString& text, Timestamp now,
                                   Duration closedKept = Duration::max());

    bool matches(const ConnectionSnapshot& connection, const FilterContext& context) const;

    bool matchesEverything() const { return root_ == nullptr; }
    /// The answer may change though the connection does not: it asks for an age.
    bool dependsOnTime() const { return dependsOnTime_; }
    /// The answer may change though the connection does not: it asks for a name.
    bool dependsOnNames() const { return dependsOnNames_; }
    /// It asks for closed connections by name (is:closed, was:...), so they should be looked at.
    bool wantsClosed() const { return wantsClosed_; }

private:
    std::shared_ptr<const filter::Node> root_;
    bool dependsOnTime_ = false;
    bool dependsOnNames_ = false;
    bool wantsClosed_ = false;
};

struct FilterParseResult {
    enum class Verdict {
        Valid,
        Surprising, ///< has a meaning, but probably not the one that was meant
        Invalid,
    };
    ConnectionFilter filter;
    Verdict verdict = Verdict::Valid;
    std::optional<Timestamp> moment; ///< the earliest it asks for
    QString message;                 ///< plain words, translated; empty if valid
    qsizetype errorStart = 0;        ///< the part of the text that the message is about
    qsizetype errorLength = 0;       ///< 0 if valid
};

} // namespace synoptic
