// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall_survey.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace synoptic {

namespace {

constexpr std::size_t kMostReaches = 2'000;

struct Port {
    Protocol protocol;
    std::uint16_t port;
    auto operator<=>(const Port&) const = default;
};

} // namespace

void surveyFirewall(firewall::Firewall& firewall, DiagnosisInput& input) {
    if (!firewall.wasTold())
        return;
    std::set<Port> open;  // of other addresses than loopback
    std::set<Port> open4; // of 0.0.0.0
    const auto note = [&](Protocol protocol, const Endpoint& local) {
        const IpAddress address = local.address.unmapped();
        if (!address.isLoopback())
            open.insert({protocol, local.port});
        if (address.isV4() && address.isUnspecified())
            open4.insert({protocol, local.port});
    };
    for (const ListenerFacts& listener : input.listeners)
        note(Protocol::Tcp, listener.local);
    for (const ListenerFacts& listener : input.udpListeners)
        note(Protocol::Udp, listener.local);
    const auto add = [&](Protocol protocol, const ListenerFacts& listener) {
        if (input.reaches.size() >= kMostReaches)
            return;
        const std::uint16_t port = listener.local.port;
        const Protocol other = protocol == Protocol::Tcp ? Protocol::Udp : Protocol::Tcp;
        input.reaches.push_back(
            {firewall.reach(protocol, listener.local,
                            listener.v6Only || open4.contains({protocol, port})),
             listener.owner, listener.key, open.contains({other, port}),
             open.contains({protocol, port})});
    };
    for (const ListenerFacts& listener : input.listeners)
        add(Protocol::Tcp, listener);
    for (const ListenerFacts& listener : input.udpListeners) {
        if (!input.settings.isEphemeral(listener.local.port))
            add(Protocol::Udp, listener);
    }
}

firewall::View viewOf(const firewall::Firewall& firewall, const DiagnosisInput& input) {
    firewall::View view;
    view.netns = input.netns;
    view.reading = firewall.reading();
    view.time = firewall.time();
    view.detail = firewall.detail();
    for (const ReachFacts& facts : input.reaches)
        view.listeners.push_back(facts.reach);
    std::sort(view.listeners.begin(), view.listeners.end(), [](const auto& a, const auto& b) {
        return std::tie(a.local.port, a.protocol, a.local) <
               std::tie(b.local.port, b.protocol, b.local);
    });
    return view;
}

} // namespace synoptic
