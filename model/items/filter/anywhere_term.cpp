// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter/messages.h"
#include "model/items/filter/terms.h"

#include <bitset>
#include <charconv>
#include <memory>

/// A bare word looks everywhere. To be quick over a hundred thousand connections, what takes few
/// values (states, ports) is looked up in a set made beforehand, and addresses are written out
/// only for words that can be part of one.
namespace synoptic::filter {

namespace {

using Ports = std::bitset<65536>;

class Anywhere final : public Node {
public:
    explicit Anywhere(TextPattern pattern) : pattern_(std::move(pattern)) {
        for (const TcpState state : kAllTcpStates)
            states_ |= (pattern_.matches(name(state)) ? 1U : 0U) << index(state);
        udp_ = pattern_.matches(name(Protocol::Udp));
        tcp_ = pattern_.matches(name(Protocol::Tcp));
        kernel_ = pattern_.matches(std::string_view("kernel"));
        numbers_ = pattern_.isRegex() || isDigits(pattern_.needle());
        addresses_ = pattern_.isRegex() || looksLikeAddressPart(pattern_.needle());
        if (numbers_)
            fillPorts();
    }

    bool matches(const ConnectionSnapshot& c, const FilterContext& context) const override {
        const FourTuple& tuple = c.id.tuple;
        const bool udp = c.id.protocol == Protocol::Udp;
        if (udp ? udp_ : (tcp_ || (states_ >> index(c.state) & 1U) != 0))
            return true;
        if (numbers_ && (ports_->test(tuple.local.port) || ports_->test(tuple.remote.port)))
            return true;
        return ownerMatches(c.owner) || (addresses_ && addressMatches(tuple)) ||
               namesMatch(c, context.names);
    }

private:
    static bool isDigits(const QString& text) {
        return std::all_of(text.cbegin(), text.cend(),
                           [](QChar c) { return c >= u'0' && c <= u'9'; });
    }

    void fillPorts() {
        ports_ = std::make_unique<Ports>();
        for (unsigned port = 1; port < ports_->size(); ++port) {
            if (numberMatches(port))
                ports_->set(port);
        }
    }

    bool numberMatches(unsigned number) const {
        char text[16];
        const auto end = std::to_chars(text, text + sizeof text, number).ptr;
        return pattern_.matches(std::string_view(text, static_cast<std::size_t>(end - text)));
    }

    bool ownerMatches(const Owner& owner) const {
        if (owner.process == nullptr)
            return kernel_ && owner.kind == Owner::Kind::Kernel;
        return pattern_.matches(std::string_view(owner.process->name)) ||
               (numbers_ && numberMatches(static_cast<unsigned>(owner.process->pid)));
    }

    bool addressMatches(const FourTuple& tuple) const {
        if (tuple.local.address != lastLocal_ || !lastLocalKnown_) {
            lastLocal_ = tuple.local.address;
            lastLocalKnown_ = true;
            lastLocalMatches_ = matchesAddress(pattern_, lastLocal_);
        }
        return lastLocalMatches_ ||
               (tuple.remote.port != 0 && matchesAddress(pattern_, tuple.remote.address));
    }

    bool namesMatch(const ConnectionSnapshot& c, const ConnectionNames& names) const {
        const auto matches = [&](const QString& text) {
            return !text.isEmpty() && pattern_.matches(text);
        };
        return matches(names.service(servicePort(c), c.id.protocol)) ||
               matches(names.host(c.id.tuple.remote.address)) ||
               (c.uid && matches(names.user(*c.uid))) ||
               (c.interfaceIndex != 0 && matches(names.interfaceName(c.interfaceIndex)));
    }

    TextPattern pattern_;
    unsigned states_ = 0;
    bool udp_ = false;
    bool tcp_ = false;
    bool kernel_ = false;
    bool numbers_ = false;
    bool addresses_ = false;
    std::unique_ptr<Ports> ports_;
    // Connections stored side by side mostly share their local address.
    mutable IpAddress lastLocal_;
    mutable bool lastLocalKnown_ = false;
    mutable bool lastLocalMatches_ = false;
};

/// An address or a network is meant as such, not as a text.
NodePointer addressNode(const AddressRange& range) {
    return makeTest([range](const ConnectionSnapshot& c, const FilterContext&) {
        return range.contains(c.id.tuple.local.address) ||
               range.contains(c.id.tuple.remote.address);
    });
}

} // namespace

bool looksLikeAddressPart(const QString& text) {
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        const char16_t u = c.toLower().unicode();
        return (u >= u'0' && u <= u'9') || (u >= u'a' && u <= u'f') || u == u'.' || u == u':';
    });
}

bool matchesAddress(const TextPattern& pattern, const IpAddress& address) {
    std::array<char, IpAddress::kLongestText> text;
    const char* const end = address.write(text.data());
    return pattern.matches(
        std::string_view(text.data(), static_cast<std::size_t>(end - text.data())));
}

void buildAnywhereTerm(Term& term, const Token& token) {
    if (token.value.isEmpty())
        return term.fail(Messages::tr("There is nothing to search for."));
    term.dependsOnNames = true;
    if (token.form == Token::Form::Regex) {
        TextPattern pattern = TextPattern::fromRegex(token.value);
        if (!pattern.isValid()) {
            term.start = token.valueStart + std::min(pattern.errorOffset(), token.value.size());
            term.length = 1;
            return term.fail(badRegexMessage(pattern.error()));
        }
        term.node = std::make_shared<const Anywhere>(std::move(pattern));
        return;
    }
    if (token.form == Token::Form::Plain) {
        if (const auto range = parseAddressRange(token.value)) {
            term.node = addressNode(*range);
            return;
        }
        if (const auto state = tcpStateFromName(token.value.toStdString())) {
            term.message =
                Messages::tr("This searches everywhere. To ask for the state, write “state:%1”.")
                    .arg(stateNames(1U << index(*state)));
        } else if (findKey(token.value) != nullptr) {
            term.message = Messages::tr("This searches everywhere. To ask for a value, write “%1:” "
                                        "and the value.")
                               .arg(token.value.toLower());
        }
    }
    term.node =
        std::make_shared<const Anywhere>(TextPattern(token.value, TextPattern::Mode::Contains));
}

} // namespace synoptic::filter
