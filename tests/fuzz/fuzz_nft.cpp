// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall/judge.h"
#include "model/diagnosis/firewall/rule_text.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace synoptic;
    using namespace synoptic::firewall;
    const auto ruleset = Ruleset::parse({reinterpret_cast<const char*>(data), size});
    if (!ruleset)
        return 0;
    for (const bool v6 : {false, true}) {
        Probe probe;
        probe.v6 = v6;
        probe.protocol = v6 ? Protocol::Udp : Protocol::Tcp;
        probe.port = 22;
        probe.destinations = {*IpAddress::parse(v6 ? "fd00::1" : "10.77.0.1"),
                              *IpAddress::parse(v6 ? "fe80::1" : "10.77.0.2")};
        probe.interfaces = {"eth0", "veth1"};
        const Verdict verdict = judge(*ruleset, probe);
        if ((verdict.answer == Answer::CannotTell) != (verdict.doubt != 0))
            std::abort();
        for (const Chain* chain : ruleset->baseChains(v6)) {
            for (const Rule& rule : chain->rules)
                placeOf(*chain, rule).toString();
        }
    }
    return 0;
}
