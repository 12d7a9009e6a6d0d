// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/http_log.h"

#include <algorithm>

namespace synoptic {

namespace {

/// What is sent again is one of the newest.
constexpr std::size_t kMostAnswered = 8;
/// Of one connection. Nobody sends so many ahead; whoever does gets no answer to the first.
constexpr std::size_t kMostWaiting = 1'000;

/// "http://host/path" has its authority up to here; 0 if the target is none of that form.
std::size_t endOfAuthority(std::string_view target) {
    const std::size_t scheme = target.find("://");
    if (scheme == std::string_view::npos || target.find_first_of("/?") < scheme)
        return 0;
    return std::min(target.find_first_of("/?", scheme + 3), target.size());
}

/// An answer that another follows (RFC 9110, section 15.2). After 101 the connection speaks
/// something else.
bool isInterim(std::uint16_t status) {
    return status >= 100 && status < 200 && status != 101;
}

void take(HttpExchange& exchange, const HttpMessage& message) {
    if (message.isRequest) {
        exchange.hasRequest = true;
        exchange.requestPacket = message.packet;
        exchange.requestTime = message.time;
        exchange.requestCut = message.headCut;
        exchange.method = message.method;
        exchange.target = message.target;
        exchange.host = message.host;
    } else if (isInterim(message.status) && exchange.hasRequest) {
        exchange.interimStatus = message.status;
        exchange.interimTime = message.time;
        ++exchange.interims;
    } else {
        exchange.hasAnswer = true;
        exchange.answerPacket = message.packet;
        exchange.answerTime = message.time;
        exchange.answerCut = message.headCut;
        exchange.status = message.status;
        exchange.reason = message.reason;
        exchange.contentType = message.contentType;
        exchange.contentLength = message.contentLength;
    }
}

} // namespace

std::string_view HttpExchange::path() const {
    if (method == "CONNECT")
        return {};
    const std::string_view rest = std::string_view(target).substr(endOfAuthority(target));
    return rest.empty() && !target.empty() ? "/" : rest;
}

std::string_view HttpExchange::authority() const {
    return method == "CONNECT" ? std::string_view(target) : std::string_view(host);
}

HttpLog::Changes HttpLog::append(const ChangeSet& changes, const Finder& find) {
    omitted_ += changes.httpOmitted;
    Changes result;
    result.firstNew = end();
    const PacketIndex::View packets = changes.packets && !changes.http.empty()
                                          ? changes.packets->index().view()
                                          : PacketIndex::View();
    for (const HttpMessage& message : changes.http) {
        Flow& flow = flows_[message.flow];
        const bool sentAgain =
            packets.contains(message.packet) && packets[message.packet].analysis & kRetransmission;
        if (sentAgain && isRepeat(message, flow))
            continue;
        std::optional<std::uint64_t> number;
        if (!message.isRequest)
            number = answer(message, flow);
        if (!number) {
            add(message, flow, find);
            continue;
        }
        HttpExchange& exchange = at(*number);
        take(exchange, message);
        if (*number < result.firstNew)
            result.answered.push_back(*number);
    }
    std::sort(result.answered.begin(), result.answered.end());
    result.answered.erase(std::unique(result.answered.begin(), result.answered.end()),
                          result.answered.end());
    return result;
}

/// Whether a segment that was sent again tells nothing new. Its first copy may not have been
/// captured.
bool HttpLog::isRepeat(const HttpMessage& message, const Flow& flow) const {
    const auto same = [&](std::uint64_t number) {
        const HttpExchange& exchange = (*this)[number];
        if (message.isRequest)
            return exchange.method == message.method && exchange.target == message.target &&
                   exchange.host == message.host;
        if (isInterim(message.status))
            return exchange.interimStatus == message.status;
        return exchange.status == message.status && exchange.reason == message.reason &&
               exchange.contentType == message.contentType &&
               exchange.contentLength == message.contentLength;
    };
    return std::any_of(flow.answered.begin(), flow.answered.end(), same) ||
           (message.isRequest && std::any_of(flow.waiting.begin(), flow.waiting.end(), same));
}

void HttpLog::noteAnswered(Flow& flow, std::uint64_t number) {
    std::erase(flow.answered, number);
    flow.answered.push_back(number);
    if (flow.answered.size() > kMostAnswered)
        flow.answered.pop_front();
}

std::optional<std::uint64_t> HttpLog::answer(const HttpMessage& message, Flow& flow) {
    const auto found =
        std::find_if(flow.waiting.begin(), flow.waiting.end(),
                     [&](std::uint64_t number) { return at(number).client != message.sender; });
    if (found == flow.waiting.end())
        return std::nullopt;
    const std::uint64_t number = *found;
    noteAnswered(flow, number);
    if (!isInterim(message.status))
        flow.waiting.erase(found);
    return number;
}

void HttpLog::add(const HttpMessage& message, Flow& flow, const Finder& find) {
    const std::uint64_t number = end();
    HttpExchange exchange;
    exchange.flow = message.flow;
    exchange.client = message.isRequest ? message.sender : other(message.sender);
    if (const ConnectionSnapshot* connection = find(message.flow)) {
        exchange.connection = connection->key;
        exchange.tuple = connection->id.tuple;
        exchange.owner = connection->owner;
    }
    take(exchange, message);
    exchanges_.push_back(std::move(exchange));
    ++flow.kept;
    if (!message.isRequest) {
        noteAnswered(flow, number);
        return;
    }
    flow.waiting.push_back(number);
    if (flow.waiting.size() > kMostWaiting)
        flow.waiting.pop_front();
}

void HttpLog::dropBefore(std::uint64_t number) {
    for (; begin_ < number && !exchanges_.empty(); ++begin_) {
        const auto flow = flows_.find(exchanges_.front().flow);
        Flow& known = flow->second;
        std::erase(known.answered, begin_);
        if (!known.waiting.empty() && known.waiting.front() == begin_)
            known.waiting.pop_front();
        if (--known.kept == 0)
            flows_.erase(flow);
        exchanges_.pop_front();
    }
}

void HttpLog::clear() {
    begin_ = end();
    exchanges_.clear();
    flows_.clear();
    omitted_ = 0;
}

} // namespace synoptic
