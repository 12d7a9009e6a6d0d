// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/json_firewall.h"

#include "model/items/json_object.h"

namespace synoptic {

namespace {

using firewall::Answer;
using firewall::Verdict;

JsonObject verdictObject(const Verdict& verdict) {
    JsonObject json;
    json.text("answer", name(verdict.answer));
    if (verdict.answer == Answer::CannotTell)
        json.text("why", firewall::nameOfDoubt(verdict.doubt));
    if (verdict.by) {
        json.text("rule", verdict.by->text)
            .text("family", verdict.by->family)
            .text("table", verdict.by->table)
            .text("chain", verdict.by->chain);
        if (!verdict.by->isPolicy())
            json.number("handle", verdict.by->handle);
    }
    return json;
}

QByteArray listenerObject(const firewall::Reach& reach) {
    JsonObject local;
    local.text("address", reach.local.address.toString()).number("port", reach.local.port);
    if (reach.local.scope != 0)
        local.number("scope", reach.local.scope);
    JsonObject json;
    json.text("protocol", name(reach.protocol)).object("local", local);
    if (reach.loopback)
        return json.flag("loopback", true).close();
    if (reach.v4)
        json.object("ipv4", verdictObject(*reach.v4));
    if (reach.v6)
        json.object("ipv6", verdictObject(*reach.v6));
    return json.close();
}

const char* readingName(firewall::View::Reading reading) {
    using Reading = firewall::View::Reading;
    switch (reading) {
    case Reading::Read:
        return "read";
    case Reading::NotPermitted:
        return "not-permitted";
    case Reading::Unsupported:
        return "unsupported";
    case Reading::Failed:
        break;
    }
    return "failed";
}

} // namespace

QByteArray firewallObject(const firewall::View& view) {
    JsonObject json;
    json.text("rules", readingName(view.reading));
    if (view.reading == firewall::View::Reading::Read)
        json.time("read", view.time.time_since_epoch());
    if (!view.detail.empty())
        json.text("detail", view.detail);
    QByteArray listeners;
    for (const firewall::Reach& reach : view.listeners)
        listeners += (listeners.isEmpty() ? QByteArray() : QByteArray(",")) + listenerObject(reach);
    return json.raw("listeners", '[' + listeners + ']').close();
}

} // namespace synoptic
