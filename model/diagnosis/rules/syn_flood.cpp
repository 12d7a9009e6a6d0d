// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

#include <algorithm>

/// Half-open connections that lead nowhere, more of them than any load explains. What tells a flood
/// from load is not how many SYNs come or how many cookies go out, but how few handshakes are
/// completed. Where the accept queue is full the application is slow: AcceptQueueOverflow says so.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kQueueFull = 0, ///< clients are turned away
    kCookies = 1,   ///< SYN cookies let honest clients in
    kFilling = 2,   ///< the queue has room yet
    kFromWire = 3,  ///< packets alone tell
};

std::uint64_t unreturned(const HostCounters& rise) {
    const std::uint64_t back = rise.cookiesReturned;
    return rise.cookiesSent > back ? rise.cookiesSent - back : 0;
}

double share(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

/// What the window's numbers are a moment of.
void addSinceItBegan(Finding& finding, double completed, double lost) {
    finding.evidence.push_back({"completed_since", completed});
    finding.evidence.push_back(
        {"completed_ratio_since", share(completed, completed + lost), {}, Unit::Ratio});
}

class TableFlood {
public:
    explicit TableFlood(const DiagnosisInput& input)
        : input_(input), limits_(input.thresholds), rise_(input.counters.rise),
          seconds_(input.counters.seconds()) {}

    void look(FindingBook& book) const {
        if (input_.counters.over <= Duration::zero())
            return;
        bool found = false;
        for (const ListenerFacts& listener : input_.listeners) {
            if (!listener.acceptFull && isFlooded(listener)) {
                book.raise(finding(&listener), Raise::Holds,
                           patience(listener.halfOpenGrowth, listener.halfOpenOld));
                found = true;
            }
        }
        if (!found && cookiesAloneTell()) {
            book.raise(finding(target()), Raise::Holds, patience(0, 0));
            found = true;
        }
        if (found && input_.flood)
            input_.flood->hold(input_.time);
    }

private:
    /// A few hundred may still be on their way over a slow link.
    Duration patience(std::uint32_t growth, std::uint32_t old) const {
        const double lost =
            static_cast<double>(rise_.requestQueueFullDrops + unreturned(rise_)) + growth;
        return lost >= limits_.floodSure || old >= limits_.floodLeast ? Duration::zero()
                                                                      : limits_.floodPatience;
    }

    bool isFlooded(const ListenerFacts& listener) const {
        const double completed = static_cast<double>(rise_.passiveOpens);
        const double turnedAway =
            static_cast<double>(rise_.requestQueueFullDrops + unreturned(rise_));
        const double lost = turnedAway + listener.halfOpenGrowth;
        const auto few = [&](double of) {
            return share(completed, completed + of) < limits_.floodCompleted;
        };
        const bool full = listener.halfOpenLimit > 0 &&
                          listener.halfOpen >= limits_.floodFill * listener.halfOpenLimit;
        // A full queue that turns SYNs away while next to nothing completes.
        if (full && turnedAway >= limits_.floodLeast && lost >= limits_.floodRate * seconds_ &&
            few(lost))
            return true;
        // A larger queue that fills at a pace at which something should have completed by now.
        if (listener.halfOpenGrowth >= 10 * limits_.floodLeast &&
            share(completed, completed + lost) < limits_.floodCompleted / 2.5)
            return true;
        // Half-opens that stand for longer than any round trip.
        return listener.halfOpenOld >= limits_.floodLeast &&
               listener.halfOpenOld >= listener.halfOpen / 2 &&
               few(std::max<double>(lost, listener.halfOpenOld));
    }

    /// With cookies always on no half-open ever stands: only what does not come back tells.
    bool cookiesAloneTell() const {
        const std::uint64_t lost = unreturned(rise_);
        const double sent = static_cast<double>(rise_.cookiesSent);
        const bool acceptFull =
            std::any_of(input_.listeners.begin(), input_.listeners.end(),
                        [](const ListenerFacts& listener) { return listener.acceptFull; });
        return !acceptFull && rise_.listenOverflows == 0 && lost >= limits_.floodLeast &&
               static_cast<double>(lost) >= limits_.floodRate * seconds_ &&
               share(static_cast<double>(rise_.cookiesReturned), sent) < limits_.floodCompleted &&
               share(static_cast<double>(rise_.passiveOpens),
                     static_cast<double>(rise_.passiveOpens + lost)) < limits_.floodCompleted;
    }

    /// The listener with most half-opens; null if no one has any.
    const ListenerFacts* target() const {
        const auto most =
            std::max_element(input_.listeners.begin(), input_.listeners.end(),
                             [](const auto& a, const auto& b) { return a.halfOpen < b.halfOpen; });
        if (most != input_.listeners.end() && (most->halfOpen > 0 || input_.listeners.size() == 1))
            return &*most;
        return nullptr;
    }

    Finding finding(const ListenerFacts* listener) const {
        Finding finding =
            newFinding(input_, RuleId::SynFlood, FindingSeverity::Error,
                       listener ? FindingSubject::Kind::Listener : FindingSubject::Kind::Host);
        const std::uint64_t cookies = unreturned(rise_);
        const double drops = static_cast<double>(rise_.requestQueueFullDrops);
        finding.variant = rise_.cookiesSent > 0 ? kCookies : drops > 0 ? kQueueFull : kFilling;
        double lost = drops + static_cast<double>(cookies);
        if (listener) {
            finding.subject.local = listener->local;
            if (listener->owner && listener->owner->process) {
                finding.subject.pid = listener->owner->process->pid;
                finding.subject.process = listener->owner->process->name;
            }
            lost += listener->halfOpenGrowth;
            finding.evidence.push_back({"half_open", static_cast<double>(listener->halfOpen),
                                        listener->halfOpenLimit > 0
                                            ? std::optional<double>(listener->halfOpenLimit)
                                            : std::nullopt});
            addSample(finding, listener->halfOpens);
            if (listener->key != 0)
                finding.connections.push_back(listener->key);
        }
        finding.evidence.push_back({"syn_rate", lost / seconds_, {}, Unit::PerSecond});
        finding.evidence.push_back({"completed_ratio",
                                    share(static_cast<double>(rise_.passiveOpens),
                                          static_cast<double>(rise_.passiveOpens) + lost),
                                    limits_.floodCompleted, Unit::Ratio});
        const double halfOpen = listener ? listener->halfOpen : 0;
        const HostCounters& all = input_.flood ? input_.flood->rise : rise_;
        addSinceItBegan(finding, static_cast<double>(all.passiveOpens),
                        static_cast<double>(all.requestQueueFullDrops + unreturned(all)) +
                            halfOpen);
        if (drops > 0)
            finding.evidence.push_back({"syns_dropped", drops});
        if (rise_.cookiesSent > 0) {
            finding.evidence.push_back({"cookies_sent", static_cast<double>(rise_.cookiesSent)});
            finding.evidence.push_back(
                {"cookies_returned", static_cast<double>(rise_.cookiesReturned)});
        }
        if (listener && listener->sourcesOf > 0) {
            finding.evidence.push_back({"sources",
                                        static_cast<double>(listener->sources),
                                        {},
                                        Unit::Count,
                                        listener->sourcesOf < listener->halfOpen});
            if (listener->sources == 1 && listener->sourcesOf == listener->halfOpen)
                finding.details.push_back(listener->someSource.toString());
        }
        return finding;
    }

    const DiagnosisInput& input_;
    const DiagnosisThresholds& limits_;
    const HostCounters& rise_;
    const double seconds_;
};

void lookAtServer(const DiagnosisInput& input, const ServerFacts& server, FindingBook& book) {
    const DiagnosisThresholds& limits = input.thresholds;
    if (server.hasSocket || server.seconds <= 0)
        return; // the table and the counters know better
    const std::uint32_t good = server.completed + server.refused;
    const std::uint32_t lost = server.syns > good ? server.syns - good : 0;
    const double rate = lost / server.seconds;
    // One client that asks a silent host is not a flood, unless it asks at a flood's pace.
    const bool alive = server.answered > 0 || server.sources > limits.floodLeast / 2 ||
                       rate >= 10 * limits.floodRate;
    if (server.syns < limits.floodLeast || rate < limits.floodRate || !alive ||
        server.completed >= limits.floodCompleted * server.syns)
        return;
    *server.flooded = true;
    Finding finding =
        newFinding(input, RuleId::SynFlood, FindingSeverity::Error, FindingSubject::Kind::Listener);
    finding.variant = kFromWire;
    finding.subject.local = server.server;
    finding.evidence = {
        {"syn_rate", server.peakRate, {}, Unit::PerSecond},
        {"half_open", static_cast<double>(server.halfOpen)},
        {"completed_ratio", share(server.completed, server.syns), limits.floodCompleted,
         Unit::Ratio},
        {"sources", static_cast<double>(server.peakSources), {}, Unit::Count, server.peakIsMore}};
    addSinceItBegan(
        finding, static_cast<double>(server.allCompleted),
        static_cast<double>(server.allSyns - std::min(server.allCompleted, server.allSyns)));
    finding.first = server.since;
    if (server.peakSources == 1)
        finding.details.push_back(server.someSource.toString());
    addSample(finding, server.connections);
    book.raise(std::move(finding));
}

} // namespace

void findSynFlood(const DiagnosisInput& input, FindingBook& book) {
    TableFlood(input).look(book);
    for (const ServerFacts& server : input.servers)
        lookAtServer(input, server, book);
}

} // namespace synoptic::rules
