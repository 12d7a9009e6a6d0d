// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/path_inference.h"

#include <array>

namespace synoptic {

namespace {

constexpr std::size_t kRoleCount = 4;

bool fits(Role role, TcpState state) {
    switch (role) {
    case Role::Unknown:
        return true;
    case Role::Client:
        return state != TcpState::Listen;
    case Role::Server:
        return state != TcpState::SynSent;
    case Role::Listener:
        return state == TcpState::Listen || state == TcpState::Closed;
    }
    return false;
}

/// Depth first over the table, remembering the first path and counting them all.
class PathSearch {
public:
    PathSearch(TcpState to, Role role, bool normalOnly)
        : to_(to), role_(role), normalOnly_(normalOnly) {}

    void walk(TcpState at) {
        visited_[index(at)] = true;
        for (const TransitionRow& row : transitionTable()) {
            if (row.from == at && mayFollow(row))
                follow(row);
        }
        visited_[index(at)] = false;
    }

    std::size_t count() const { return count_; }
    const InferredPath& first() const { return first_; }

private:
    bool mayFollow(const TransitionRow& row) const {
        return !visited_[index(row.to)] && (row.normal || !normalOnly_) &&
               !stateEdges()[edgeOf(row)].abortive && fits(role_, row.to) &&
               (row.to != TcpState::Closed || to_ == TcpState::Closed);
    }

    void follow(const TransitionRow& row) {
        path_.push_back({row.from, row.to, row.event, edgeOf(row), Evidence::Inferred});
        if (row.to != to_)
            walk(row.to);
        else if (++count_ == 1)
            first_ = path_;
        path_.pop_back();
    }

    TcpState to_;
    Role role_;
    bool normalOnly_;
    std::array<bool, kTcpStateCount> visited_{};
    InferredPath path_;
    InferredPath first_;
    std::size_t count_ = 0;
};

struct Answer {
    InferredPath path;
    bool reachable = false;
};

Answer search(TcpState from, TcpState to, Role role) {
    Answer answer;
    if (from == to)
        return answer;
    PathSearch normal(to, role, true);
    normal.walk(from);
    PathSearch any(to, role, false);
    any.walk(from);
    answer.reachable = any.count() > 0;
    if (normal.count() == 1)
        answer.path = normal.first();
    else if (normal.count() == 0 && any.count() == 1)
        answer.path = any.first();
    if (answer.path.size() == 1)
        answer.path.front().evidence = Evidence::SocketTable;
    return answer;
}

/// Every question has one answer for good, so all are answered once: a socket table with thousands
/// of new connections must not search thousands of times.
class Answers {
public:
    Answers() {
        for (const TcpState from : kAllTcpStates) {
            for (const TcpState to : kAllTcpStates) {
                for (std::size_t role = 0; role < kRoleCount; ++role)
                    at(from, to, static_cast<Role>(role)) =
                        search(from, to, static_cast<Role>(role));
            }
        }
    }
    Answer& at(TcpState from, TcpState to, Role role) {
        return answers_[(index(from) * kTcpStateCount + index(to)) * kRoleCount +
                        static_cast<std::size_t>(role)];
    }

private:
    std::array<Answer, kTcpStateCount * kTcpStateCount * kRoleCount> answers_;
};

const Answer& answer(TcpState from, TcpState to, Role role) {
    static Answers answers;
    return answers.at(from, to, role);
}

PathHop unseen(TcpState from, TcpState to) {
    return {from, to, TcpEvent::Unseen, kNoEdge, Evidence::Inferred};
}

PathHop hop(TcpState from, TcpEvent event, TcpState to, Evidence evidence) {
    const TransitionRow* row = findTransition(from, event, to);
    return row ? PathHop{from, to, event, edgeOf(*row), evidence} : unseen(from, to);
}

} // namespace

const InferredPath& inferPath(TcpState from, TcpState to, Role role) {
    return answer(from, to, role).path;
}

bool isReachable(TcpState from, TcpState to) {
    return answer(from, to, Role::Unknown).reachable;
}

InferredPath explainOpening(TcpState state, Role role) {
    const TcpState start = role == Role::Server ? TcpState::Listen : TcpState::Closed;
    return explainChange(start, state, role);
}

InferredPath explainChange(TcpState from, TcpState to, Role role) {
    const InferredPath& path = inferPath(from, to, role);
    return path.empty() ? InferredPath{unseen(from, to)} : path;
}

InferredPath explainToItself(TcpState from, TcpState to) {
    using enum TcpState;
    struct Step {
        TcpState from;
        TcpEvent event;
        TcpState to;
    };
    static constexpr std::array kWay{Step{Closed, TcpEvent::ActiveOpen, SynSent},
                                     Step{SynSent, TcpEvent::ReceiveSyn, SynReceived},
                                     Step{SynReceived, TcpEvent::ReceiveAckOfSyn, Established},
                                     Step{Established, TcpEvent::Close, FinWait1},
                                     Step{FinWait1, TcpEvent::ReceiveFin, Closing},
                                     Step{Closing, TcpEvent::ReceiveAckOfFin, TimeWait}};
    InferredPath path;
    for (const Step& step : kWay) {
        if (!path.empty() || step.from == from)
            path.push_back(hop(step.from, step.event, step.to, Evidence::Inferred));
        if (!path.empty() && step.to == to) {
            if (path.size() == 1)
                path.front().evidence = Evidence::SocketTable;
            return path;
        }
    }
    return {unseen(from, to)};
}

InferredPath explainEnd(TcpState from, bool timerDue) {
    using enum TcpState;
    // A listener can only be closed; for all others RST or abort may have been the end.
    if (from == Listen)
        return {hop(from, TcpEvent::Close, Closed, Evidence::SocketTable)};
    if (from == TimeWait && timerDue)
        return {hop(from, TcpEvent::TimeWaitTimeout, Closed, Evidence::Inferred)};
    // Had the peer's FIN come, TIME-WAIT would have followed and still stand.
    if (from == FinWait2 && timerDue)
        return {hop(from, TcpEvent::Timeout, Closed, Evidence::Inferred)};
    return {unseen(from, Closed)};
}

} // namespace synoptic
