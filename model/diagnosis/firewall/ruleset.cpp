// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall/ruleset.h"

#include "model/diagnosis/firewall/json_access.h"
#include "model/diagnosis/firewall/verdict.h"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace synoptic::firewall {

namespace {

constexpr std::size_t kDeepest = 64;

bool isOne(const json::value& flag, std::string_view name) {
    const json::string* const text = flag.if_string();
    return text && view(*text) == name;
}

int placeOf(std::string_view hook) {
    return hook == "ingress" ? 0 : hook == "prerouting" ? 1 : hook == "input" ? 2 : 3;
}

} // namespace

std::optional<Ruleset> Ruleset::parse(std::string_view text) {
    if (text.size() > kMostBytes)
        return std::nullopt;
    json::parse_options options;
    options.max_depth = kDeepest;
    boost::system::error_code error;
    json::value document = json::parse({text.data(), text.size()}, error, {}, options);
    json::object* top = error ? nullptr : document.if_object();
    json::value* const list = top ? top->if_contains("nftables") : nullptr;
    if (!list || !list->is_array())
        return std::nullopt;
    Ruleset ruleset;
    // Rules may be listed before the chains they jump to, but not before their own.
    for (json::value& entry : list->get_array()) {
        json::object* const object = entry.if_object();
        if (!object || object->size() != 1)
            return std::nullopt;
        const json::string_view kind = object->begin()->key();
        json::object* const what = object->begin()->value().if_object();
        if (!what)
            return std::nullopt;
        if (kind == "table")
            ruleset.addTable(*what);
        else if (kind == "chain")
            ruleset.addChain(*what);
        else if (kind == "rule")
            ruleset.addRule(*what);
        else if (kind == "set" || kind == "map")
            ruleset.addSet(*what);
    }
    if (ruleset.strange_)
        return std::nullopt;
    return ruleset;
}

/// libnftables 1.0.6 writes the table's name where its flags should stand: then it may be any.
void Ruleset::addTable(const json::object& table) {
    const json::value* const flags = table.if_contains("flags");
    if (!flags)
        return;
    const std::string name = text(table, "name");
    const json::array* const list = flags->if_array();
    const bool sleeps = list ? std::any_of(list->begin(), list->end(),
                                           [](const auto& one) { return isOne(one, "dormant"); })
                             : isOne(*flags, "dormant") && name != "dormant";
    if (sleeps)
        dormant_[{text(table, "family"), name}] = Sleep::Yes;
    else if (!list && isOne(*flags, name))
        dormant_[{text(table, "family"), name}] = Sleep::Perhaps;
}

void Ruleset::addChain(const json::object& entry) {
    Chain chain;
    chain.family = text(entry, "family");
    chain.table = text(entry, "table");
    chain.name = text(entry, "name");
    chain.hook = text(entry, "hook");
    chain.priority = number(entry, "prio").value_or(0);
    chain.drops = text(entry, "policy") == "drop";
    if (chain.family == "netdev" || chain.family == "bridge" || chain.hook == "ingress")
        chain.doubt = kInterface;
    const auto sleep = dormant_.find({chain.family, chain.table});
    if (sleep != dormant_.end() && sleep->second == Sleep::Perhaps)
        chain.doubt |= kIncomplete;
    else if (sleep != dormant_.end())
        chain.hook.clear();
    chainAt_[{chain.family, chain.table, chain.name}] = chains_.size();
    chains_.push_back(std::move(chain));
}

void Ruleset::addRule(json::object& entry) {
    const auto chain =
        chainAt_.find(Key{text(entry, "family"), text(entry, "table"), text(entry, "chain")});
    json::value* const expressions = entry.if_contains("expr");
    if (chain == chainAt_.end() || !expressions || !expressions->is_array()) {
        strange_ = true;
        return;
    }
    Rule rule;
    rule.handle = static_cast<std::uint64_t>(number(entry, "handle").value_or(0));
    rule.expressions = std::move(expressions->get_array());
    chains_[chain->second].rules.push_back(std::move(rule));
}

void Ruleset::addSet(json::object& entry) {
    json::value* const elements = entry.if_contains("elem");
    json::array& kept = sets_[{text(entry, "family"), text(entry, "table"), text(entry, "name")}];
    if (elements && elements->is_array())
        kept = std::move(elements->get_array());
}

std::vector<const Chain*> Ruleset::baseChains(bool v6) const {
    std::vector<const Chain*> found;
    for (const Chain& chain : chains_) {
        const bool seesIt = chain.family == "inet" || chain.family == (v6 ? "ip6" : "ip") ||
                            chain.family == "netdev" || chain.family == "bridge";
        if (seesIt && placeOf(chain.hook) < 3)
            found.push_back(&chain);
    }
    std::stable_sort(found.begin(), found.end(), [](const Chain* a, const Chain* b) {
        return std::pair(placeOf(a->hook), a->priority) < std::pair(placeOf(b->hook), b->priority);
    });
    return found;
}

const Chain* Ruleset::chain(const Chain& from, std::string_view name) const {
    const auto at = chainAt_.find(Key{from.family, from.table, std::string(name)});
    return at == chainAt_.end() ? nullptr : &chains_[at->second];
}

const json::array* Ruleset::elements(const Chain& from, std::string_view name) const {
    const auto at = sets_.find(Key{from.family, from.table, std::string(name)});
    return at == sets_.end() ? nullptr : &at->second;
}

} // namespace synoptic::firewall
