// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/endpoint_machine.h"
#include "tests/tcp/segment_script.h"

/// What EndpointMachine makes of a script of segments.
namespace synoptic::test {

/// The states each end went through, and whether every step was in the table.
struct Walk {
    std::array<std::string, 2> paths;
    bool lawful = true;
    std::vector<InferredTransition> all;
};

inline Walk walk(const std::string& script, double secondsAfter = 0) {
    Walk result;
    EndpointMachine machine;
    InferredTransitions found;
    std::array<std::string, 2> rest;
    std::array<TcpState, 2> current{};
    std::array<bool, 2> moved{};
    Timestamp last;
    const auto take = [&] {
        for (const InferredTransition& t : found.items()) {
            result.lawful &= findTransition(t.from, t.event, t.to) != nullptr;
            if (moved[t.end])
                result.lawful &= current[t.end] == t.from;
            else
                result.lawful &= machine.firstState(t.end) == t.from;
            moved[t.end] = true;
            current[t.end] = t.to;
            rest[t.end] += " " + std::string(name(t.to));
            result.all.push_back(t);
        }
        found.clear();
    };
    for (const auto& step : readScript(script)) {
        machine.observe(step.segment, step.sender, step.time, found);
        last = step.time;
        take();
    }
    machine.finish(last + Duration(static_cast<std::int64_t>(secondsAfter * 1e9)), found);
    take();
    for (EndIndex end = 0; end < 2; ++end) {
        if (machine.isKnown(end))
            result.paths[end] = std::string(name(machine.firstState(end))) + rest[end];
    }
    return result;
}

inline const std::string kOpen = "> S 100;< SA 300 101;> A 101 301;";
inline const std::string kClientOpen = "CLOSED SYN-SENT ESTABLISHED";
inline const std::string kServerOpen = "LISTEN SYN-RECEIVED ESTABLISHED";

} // namespace synoptic::test
