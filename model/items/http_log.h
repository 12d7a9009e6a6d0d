// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/change_set.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace synoptic {

/// A request and its answer, as far as packets told of them: HTTP/1 in clear text. A value; all
/// texts come from the wire: hostile.
struct HttpExchange {
    FlowNumber flow = kNoFlow;
    ConnectionKey connection = 0;   ///< 0: was not known
    std::optional<FourTuple> tuple; ///< nothing where the connection was not known
    Owner owner;
    EndIndex client = 0;

    bool hasRequest = false; ///< else an answer to something that was not captured
    PacketNumber requestPacket = kNoPacket;
    Timestamp requestTime;
    bool requestCut = false; ///< HttpMessage::headCut
    std::string method;
    std::string target;
    std::string host;

    bool hasAnswer = false;
    PacketNumber answerPacket = kNoPacket;
    Timestamp answerTime; ///< of its first byte
    bool answerCut = false;
    std::uint16_t status = 0;
    std::string reason;
    std::string contentType;         ///< of the answer
    std::int64_t contentLength = -1; ///< of the answer; -1: not given

    std::uint16_t interimStatus = 0; ///< the newest 1xx before the answer; 0: none
    std::uint16_t interims = 0;      ///< how many
    Timestamp interimTime;

    Timestamp time() const { return hasRequest ? requestTime : answerTime; }
    /// From the request to the first byte of its answer.
    std::optional<Duration> duration() const {
        return hasRequest && hasAnswer ? std::optional(answerTime - requestTime) : std::nullopt;
    }
    /// What to look at in a list of packets.
    PacketNumber packet() const { return hasRequest ? requestPacket : answerPacket; }
    /// The target's path and query; empty for CONNECT and where nothing of it was captured.
    std::string_view path() const;
    /// Host, or what a CONNECT asks for.
    std::string_view authority() const;
};

/// Requests joined with their answers: those of one connection in the order they came (RFC 9112,
/// section 9.3.2). A 1xx is no answer, but 101 is. A head that was sent again counts once. The
/// oldest leave when there are too many. Exchanges are numbered from 0. GUI thread.
class HttpLog {
public:
    using Finder = std::function<const ConnectionSnapshot*(FlowNumber)>;

    /// Which ones an append() touched.
    struct Changes {
        std::uint64_t firstNew = 0;
        std::vector<std::uint64_t> answered; ///< of those before; ascending, each once
    };
    Changes append(const ChangeSet& changes, const Finder& find);
    /// Lets go of those before `number`.
    void dropBefore(std::uint64_t number);
    /// Numbers go on.
    void clear();

    std::uint64_t begin() const { return begin_; }
    std::uint64_t end() const { return begin_ + exchanges_.size(); }
    const HttpExchange& operator[](std::uint64_t number) const {
        return exchanges_[static_cast<std::size_t>(number - begin_)];
    }
    /// Heads that could not be listed, since the last clear().
    std::uint64_t omitted() const { return omitted_; }

private:
    struct Flow {
        std::deque<std::uint64_t> waiting;  ///< requests without an answer
        std::deque<std::uint64_t> answered; ///< the newest few with one, or the begin of one
        std::size_t kept = 0;               ///< exchanges of it that are here
    };
    HttpExchange& at(std::uint64_t number) {
        return exchanges_[static_cast<std::size_t>(number - begin_)];
    }
    bool isRepeat(const HttpMessage& message, const Flow& flow) const;
    void add(const HttpMessage& message, Flow& flow, const Finder& find);
    static void noteAnswered(Flow& flow, std::uint64_t number);
    /// The exchange it belongs to, if one waits for it.
    std::optional<std::uint64_t> answer(const HttpMessage& message, Flow& flow);

    std::deque<HttpExchange> exchanges_;
    std::uint64_t begin_ = 0;
    boost::unordered_flat_map<FlowNumber, Flow> flows_;
    std::uint64_t omitted_ = 0;
};

} // namespace synoptic
