// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall/rule_text.h"

#include "model/diagnosis/firewall/field.h"
#include "model/diagnosis/firewall/json_access.h"

namespace synoptic::firewall {

namespace {

constexpr std::size_t kLongest = 400;
constexpr std::size_t kMostElements = 12;

bool isFull(const std::string& out) {
    return out.size() > kLongest;
}

void writeValue(std::string& out, const json::value& value);

void writeList(std::string& out, const json::array& list, std::string_view between) {
    std::size_t count = 0;
    for (const json::value& one : list) {
        if (count++ > 0)
            out += between;
        if (count > kMostElements || isFull(out)) {
            out += "...";
            return;
        }
        const json::array* const pair = one.if_array(); // of a map
        if (pair && pair->size() == 2) {
            writeValue(out, pair->front());
            out += " : ";
            writeValue(out, pair->back());
        } else {
            writeValue(out, one);
        }
    }
}

std::string word(const json::value& object, json::string_view key) {
    const json::object* const members = object.if_object();
    return members ? text(*members, key) : std::string();
}

/// An object with one member: what kind of expression it is, and the rest.
void writeExpression(std::string& out, std::string_view kind, const json::value& what) {
    const json::array* const list = what.if_array();
    if (kind == "payload" && !word(what, "field").empty()) {
        out += word(what, "protocol") + ' ' + word(what, "field");
    } else if (kind == "meta") {
        const std::string key = word(what, "key");
        out += key.starts_with("iif") || key == "pkttype" || key == "mark" ? key : "meta " + key;
    } else if (kind == "ct") {
        out += "ct " + word(what, "key");
    } else if (kind == "fib") {
        out += "fib ";
        if (const json::array* const keys = arrayIn(what, "flags"))
            writeList(out, *keys, " . ");
        out += ' ' + word(what, "result");
    } else if (kind == "prefix") {
        out += word(what, "addr") + '/';
        if (const json::value* const length = member(what, "len"))
            writeValue(out, *length);
    } else if (kind == "range" && list) {
        writeList(out, *list, "-");
    } else if (kind == "set" && list) {
        out += "{ ";
        writeList(out, *list, ", ");
        out += " }";
    } else if (kind == "concat" && list) {
        writeList(out, *list, " . ");
    } else if ((kind == "&" || kind == "|") && list) {
        writeList(out, *list, kind == "&" ? " & " : "|");
    } else if (kind == "elem" && member(what, "val")) {
        writeValue(out, *member(what, "val"));
    } else if ((kind == "jump" || kind == "goto") && what.is_object()) {
        out += std::string(kind) + ' ' + word(what, "target");
    } else if (what.is_null()) {
        out += kind; // accept, drop, return
    } else {
        out += '<' + std::string(kind);
        if (const std::string name = word(what, "name"); !name.empty())
            out += ' ' + name;
        out += '>';
    }
}

void writeValue(std::string& out, const json::value& value) {
    if (isFull(out))
        return;
    if (const json::string* const words = value.if_string())
        out += view(*words).substr(0, kLongest);
    else if (const auto count = number(value))
        out += std::to_string(*count);
    else if (const bool* const truth = value.if_bool())
        out += *truth ? "exists" : "missing";
    else if (const json::array* const list = value.if_array())
        writeList(out, *list, ",");
    else if (const json::object* const object = value.if_object(); object && object->size() == 1)
        writeExpression(out, {object->begin()->key().data(), object->begin()->key().size()},
                        object->begin()->value());
    else
        out += "<?>";
}

void writeMatch(std::string& out, const json::object& match) {
    const json::value* const left = match.if_contains("left");
    const json::value* const right = match.if_contains("right");
    const std::string op = text(match, "op");
    if (left)
        writeValue(out, *left);
    out += op == "==" || op == "in" ? " " : ' ' + op + ' ';
    if (right)
        writeValue(out, *right);
}

void writeReject(std::string& out, const json::value& what) {
    out += "reject";
    const std::string type = word(what, "type"), code = word(what, "expr");
    if (!type.empty())
        out += " with " + type + (code.empty() ? std::string() : " type " + code);
}

void writeLog(std::string& out, const json::value& what) {
    out += "log";
    if (const std::string prefix = word(what, "prefix"); !prefix.empty())
        out += " prefix \"" + prefix + '"';
}

void writeLimit(std::string& out, const json::value& what) {
    out += "limit rate ";
    const json::object* const limit = what.if_object();
    const bool over = limit && limit->contains("inv");
    if (over)
        out += "over ";
    if (const json::value* const rate = member(what, "rate"))
        writeValue(out, *rate);
    out += '/' + word(what, "per");
}

void writeStatement(std::string& out, std::string_view kind, const json::value& what) {
    const json::object* const object = what.if_object();
    if (kind == "match" && object) {
        writeMatch(out, *object);
    } else if (kind == "vmap" && object) {
        if (const json::value* const key = member(what, "key"))
            writeValue(out, *key);
        out += " vmap ";
        if (const json::value* const data = member(what, "data"))
            writeValue(out, *data);
    } else if (kind == "counter") {
        out += "counter";
    } else if (kind == "reject") {
        writeReject(out, what);
    } else if (kind == "log") {
        writeLog(out, what);
    } else if (kind == "limit" && member(what, "rate")) {
        writeLimit(out, what);
    } else {
        writeExpression(out, kind, what);
    }
}

/// The one port the rule compares with, if it compares the port with nothing else.
bool isAboutOnePort(const Rule& rule) {
    bool found = false;
    for (const json::value& statement : rule.expressions) {
        if (const json::value* const what = member(statement, "vmap")) {
            const json::value* const key = member(*what, "key");
            if (key && readsPort(*key))
                return false;
        }
        const json::value* const match = member(statement, "match");
        const json::value* const left = match ? member(*match, "left") : nullptr;
        const json::value* const right = match ? member(*match, "right") : nullptr;
        if (!left || !right || !readsPort(*left))
            continue;
        if (found || !number(*right) || word(*match, "op") != "==")
            return false;
        found = true;
    }
    return found;
}

} // namespace

std::string ruleText(const Rule& rule) {
    std::string out;
    for (const json::value& statement : rule.expressions) {
        if (isFull(out)) {
            out += " ...";
            break;
        }
        if (!out.empty())
            out += ' ';
        const json::object* const object = statement.if_object();
        if (object && object->size() == 1)
            writeStatement(out, {object->begin()->key().data(), object->begin()->key().size()},
                           object->begin()->value());
        else
            out += "<?>";
    }
    return out;
}

Place placeOf(const Chain& chain, const Rule& rule) {
    return {chain.family, chain.table,    chain.name,
            rule.handle,  ruleText(rule), isAboutOnePort(rule)};
}

Place placeOfPolicy(const Chain& chain) {
    return {chain.family, chain.table, chain.name, 0, chain.drops ? "policy drop" : "policy accept",
            false};
}

} // namespace synoptic::firewall
