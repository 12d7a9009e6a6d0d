// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall/walk.h"

#include "model/diagnosis/firewall/json_access.h"
#include "model/diagnosis/firewall/rule_text.h"

#include <algorithm>
#include <utility>

namespace synoptic::firewall {

namespace {

template <std::size_t Size>
bool isOne(std::string_view kind, const std::string_view (&of)[Size]) {
    return std::find(std::begin(of), std::end(of), kind) != std::end(of);
}

void raise(Way& way, std::uint16_t doubt, const Place& by) {
    way.doubt |= doubt;
    if (!way.doubted)
        way.doubted = by;
}

/// Either may have been taken.
void join(std::optional<Way>& way, const std::optional<Way>& other) {
    if (!other)
        return;
    if (!way) {
        way = other;
        return;
    }
    if (way->packet.ctState != other->packet.ctState)
        way->packet.ctState = 0;
    way->packet.altered |= other->packet.altered;
    way->doubt |= other->doubt;
    if (!way->doubted)
        way->doubted = other->doubted;
}

/// What an unsure packet ends with, the plainest opening of a port first.
bool tellsMore(const Ends::One& known, const Way& way) {
    const auto rank = [](bool namedPort, std::uint16_t doubt) {
        return !namedPort ? 0 : (doubt & ~kOfThePacket) != 0 ? 1 : doubt != 0 ? 2 : 3;
    };
    return !known.possible || rank(way.namedPort, way.doubt) > rank(known.namedPort, known.doubt);
}

} // namespace

Ends Walk::through(const Chain& base, const Way& way) {
    ends_ = {};
    if (const auto rest = run(base, way, 0))
        finish(base.drops ? End::Drop : End::Accept, *rest, placeOfPolicy(base));
    return std::exchange(ends_, {});
}

std::optional<Way> Walk::run(const Chain& chain, const Way& way, int depth) {
    std::optional<Way> now = way;
    std::optional<Way> left;
    for (const Rule& rule : chain.rules) {
        AtRule at{chain, rule, depth, now, {}, {}};
        if (--budget_ < 0) {
            end(at, End::Other, kTooLarge);
            return std::nullopt;
        }
        const std::uint64_t before = consequences_;
        for (const json::value& statement : rule.expressions) {
            if (!at.here)
                break;
            step(at, statement);
        }
        join(at.next, at.here);
        if (at.left)
            ++consequences_;
        join(left, at.left);
        if (!at.next) {
            now.reset();
            break;
        }
        // A rule that only counts or logs leaves no doubt whether it matched or not.
        if (before != consequences_)
            now = std::move(at.next);
        now->namedPort = way.namedPort;
    }
    join(left, now);
    return left;
}

void Walk::require(AtRule& at, Tri truth) {
    if (truth.truth == Truth::Yes)
        return;
    if (truth.truth == Truth::Unknown)
        raise(*at.here, truth.doubt, placeOf(at.chain, at.rule));
    join(at.next, at.here);
    if (truth.truth == Truth::No)
        at.here.reset();
}

void Walk::finish(End end, const Way& way, const Place& by) {
    ++consequences_;
    Ends::One& one = ends_[end];
    if (tellsMore(one, way)) {
        one.by = by;
        one.namedPort = way.namedPort;
        one.doubt = way.doubt;
    }
    if (!one.doubted)
        one.doubted = way.doubted;
    one.possible = true;
    if (end == End::Accept)
        join(ends_.accepted, way);
}

void Walk::end(AtRule& at, End end, std::uint16_t doubt) {
    const Place by = placeOf(at.chain, at.rule);
    if (doubt != 0)
        raise(*at.here, doubt, by);
    finish(end, *at.here, by);
    at.here.reset();
}

void Walk::step(AtRule& at, const json::value& statement) {
    const json::object* const object = statement.if_object();
    if (!object || object->size() != 1)
        return step(at, {}, {});
    const json::string_view kind = object->begin()->key();
    step(at, {kind.data(), kind.size()}, object->begin()->value());
}

void Walk::step(AtRule& at, std::string_view kind, const json::value& what) {
    static constexpr std::string_view kIdle[] = {
        "counter", "log", "last",           "flow",     "ct helper",  "ct timeout",
        "secmark", "dup", "ct expectation", "continue", "tcp option", "reset"};
    static constexpr std::string_view kOfTraffic[] = {"limit", "quota", "ct count", "meter",
                                                      "set",   "map",   "connlimit"};
    static constexpr std::string_view kTranslates[] = {"dnat", "redirect", "tproxy"};
    static constexpr std::string_view kHandsOver[] = {"queue", "synproxy", "fwd"};
    if (kind == "match" && what.is_object()) {
        const Matcher matcher(ruleset_, at.chain, budget_);
        at.here->namedPort |= namesPort(what.get_object());
        require(at, matcher.match(what.get_object(), at.here->packet));
    } else if (kind == "vmap") {
        verdictMap(at, what);
    } else if (kind == "xt") {
        xtables(at, what);
    } else if (kind == "mangle") {
        mangle(at, what);
    } else if (kind == "notrack") {
        at.here->packet.ctState = kUntracked;
        ++consequences_;
    } else if (isOne(kind, kOfTraffic)) {
        require(at, {Truth::Unknown, kTraffic});
    } else if (isOne(kind, kTranslates)) {
        end(at, End::Other, kTranslated);
    } else if (isOne(kind, kHandsOver)) {
        end(at, End::Other, kHandedOver);
    } else if (kind == "snat" || kind == "masquerade") {
        end(at, End::Accept);
    } else if (!isOne(kind, kIdle) && !verdict(at, kind, what)) {
        // It may do anything: end the packet, or let it go on.
        raise(*at.here, kNotUnderstood, placeOf(at.chain, at.rule));
        join(at.next, at.here);
        end(at, End::Other, kNotUnderstood);
    }
}

/// Of iptables-nft libnftables tells the name alone.
void Walk::xtables(AtRule& at, const json::value& what) {
    static constexpr std::string_view kIdle[] = {"LOG", "NFLOG", "TRACE", "CHECKSUM", "TCPMSS"};
    const json::object* const object = what.if_object();
    const std::string type = object ? text(*object, "type") : std::string();
    const std::string name = object ? text(*object, "name") : std::string();
    if (type == "match")
        return require(at, {Truth::Unknown, kNotUnderstood});
    if (type == "target" && name == "REJECT")
        return end(at, End::Reject);
    if (type == "target" && isOne(name, kIdle))
        return;
    raise(*at.here, kNotUnderstood, placeOf(at.chain, at.rule));
    join(at.next, at.here);
    end(at, End::Other, kNotUnderstood);
}

/// Marks are never known here; other headers are not looked at.
void Walk::mangle(AtRule& at, const json::value& what) {
    const json::value* const key = member(what, "key");
    const json::object* const payload = key ? objectIn(*key, "payload") : nullptr;
    const json::object* const meta = key ? objectIn(*key, "meta") : nullptr;
    const std::string field = payload ? text(*payload, "field") : std::string();
    const bool isPlain = field == "dscp" || field == "ecn" || field == "ttl" || field == "hoplimit";
    if ((payload && !isPlain) || (meta && text(*meta, "key") == "pkttype")) {
        at.here->packet.altered |= kTranslated;
        ++consequences_;
    }
}

void Walk::verdictMap(AtRule& at, const json::value& what) {
    const Matcher matcher(ruleset_, at.chain, budget_);
    const json::value* const key = member(what, "key");
    const json::value* const data = member(what, "data");
    const json::array* elements = data ? arrayIn(*data, "set") : nullptr;
    const json::string* const name = data ? data->if_string() : nullptr;
    if (name && name->starts_with('@'))
        elements = ruleset_.elements(at.chain, view(*name).substr(1));
    if (!key || !elements)
        return step(at, {}, {});
    const Field field = fieldOf(*key, at.here->packet);
    if (field.kind == Field::Kind::Absent)
        return require(at, {Truth::No, 0});
    at.here->namedPort |= readsPort(*key);
    for (const json::value& element : *elements) {
        const json::array* const pair = element.if_array();
        if (!pair || pair->size() != 2)
            return step(at, {}, {});
        const Tri found = matcher.contains(field, pair->front());
        if (found.truth == Truth::No)
            continue;
        AtRule one{at.chain, at.rule, at.depth, at.here, {}, {}};
        if (found.truth == Truth::Unknown)
            raise(*one.here, found.doubt, placeOf(at.chain, at.rule));
        step(one, pair->back());
        join(one.next, one.here); // "continue"
        join(at.next, one.next);
        join(at.left, one.left);
        if (found.truth == Truth::Yes) {
            at.here.reset();
            return;
        }
        raise(*at.here, found.doubt, placeOf(at.chain, at.rule));
    }
    require(at, {Truth::No, 0}); // nothing in the map: the rule ends
}

bool Walk::verdict(AtRule& at, std::string_view kind, const json::value& what) {
    if (kind == "accept" || kind == "drop" || kind == "reject") {
        end(at, kind == "accept" ? End::Accept : kind == "drop" ? End::Drop : End::Reject);
        return true;
    }
    if (kind == "return") {
        join(at.left, at.here);
        at.here.reset();
        return true;
    }
    if (kind != "jump" && kind != "goto")
        return false;
    const json::object* const object = what.if_object();
    const Chain* const target =
        object ? ruleset_.chain(at.chain, text(*object, "target")) : nullptr;
    if (!target || at.depth >= kDeepest)
        return false;
    const auto back = run(*target, *at.here, at.depth + 1);
    join(kind == "jump" ? at.next : at.left, back);
    at.here.reset();
    return true;
}

} // namespace synoptic::firewall
