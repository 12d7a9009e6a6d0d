// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/analyze/connection_lines.h"

#include <array>

namespace synoptic {

namespace {

constexpr std::size_t kMostStates = PackedTransitions::kMost + 1;

/// `,"name":{"client":…,"server":…}` with whatever `value` gives for an end.
template <typename Value>
void writePair(TextBuffer& out, std::string_view name, EndIndex client, Value value) {
    out << ",\"" << name << "\":{\"client\":";
    out.number(value(client)) << ",\"server\":";
    out.number(value(other(client))) << '}';
}

/// `"name":1.5,` or `"name":null,`
template <typename T>
void writeSeconds(TextBuffer& out, std::string_view name, const std::optional<T>& value) {
    out << '"' << name << "\":";
    if (value)
        out.seconds(*value);
    else
        out << "null";
    out << ',';
}

void writeIsn(TextBuffer& out, std::string_view name, std::optional<std::uint32_t> value) {
    out << '"' << name << "\":";
    if (value)
        out.number(*value);
    else
        out << "null";
    out << ',';
}

void writeEndpoint(TextBuffer& out, const Endpoint& endpoint) {
    out << "{\"address\":\"" << endpoint.address.toString() << "\",\"port\":";
    out.number(endpoint.port) << '}';
}

std::string_view plural(std::uint64_t count) {
    return count == 1 ? "" : "s";
}

} // namespace

void ConnectionLines::writeHeader() {
    if (json_)
        return;
    out_ << "    ID  PROTO  CLIENT                 SERVER                    PACKETS    "
            "BYTES>    BYTES<  OUTCOME  STATES";
    out_.endLine();
}

void ConnectionLines::beginJson(std::size_t id, const FlowKey& key, EndIndex client,
                                Timestamp first, Timestamp last) {
    out_ << "{\"type\":\"connection\",\"id\":";
    out_.number(id) << ",\"protocol\":\"" << name(key.protocol) << "\",\"client\":";
    writeEndpoint(out_, key.endpoint(client));
    out_ << ",\"server\":";
    writeEndpoint(out_, key.endpoint(other(client)));
    out_ << ",\"first\":";
    out_.seconds(first) << ",\"last\":";
    out_.seconds(last);
}

void ConnectionLines::writeStates(const CaptureConnection& connection, EndIndex end) {
    std::array<TcpState, kMostStates> states;
    const std::size_t count = connection.states(end, states);
    out_ << '[';
    for (std::size_t i = 0; i < count; ++i)
        out_ << (i == 0 ? "\"" : ",\"") << name(states[i]) << '"';
    out_ << ']';
}

void ConnectionLines::writeSynOptions(std::string_view end, SynOptions options) {
    out_ << '"' << end << "\":";
    if (!options.seen) {
        out_ << "null";
        return;
    }
    const auto flag = [](bool value) { return value ? "true" : "false"; };
    out_ << "{\"mss\":";
    if (options.maximumSegmentSize == 0)
        out_ << "null";
    else
        out_.number(options.maximumSegmentSize);
    out_ << ",\"window_scale\":";
    if (options.windowScale < 0)
        out_ << "null";
    else
        out_.number(static_cast<std::uint64_t>(options.windowScale));
    out_ << ",\"sack_permitted\":" << flag(options.sackPermitted)
         << ",\"timestamps\":" << flag(options.timestamps)
         << ",\"fast_open\":" << flag(options.fastOpen) << '}';
}

void ConnectionLines::writeHandshake(const CaptureConnection& connection) {
    const Handshake handshake = connection.handshake();
    out_ << ",\"handshake\":{\"complete\":" << (handshake.complete ? "true" : "false") << ',';
    writeIsn(out_, "client_isn", handshake.clientIsn);
    writeIsn(out_, "server_isn", handshake.serverIsn);
    writeSeconds(out_, "syn_time", handshake.synTime);
    writeSeconds(out_, "syn_ack_time", handshake.synAckTime);
    writeSeconds(out_, "ack_time", handshake.ackTime);
    writeSeconds(out_, "initial_rtt", handshake.initialRoundTrip);
    out_ << "\"syn_count\":";
    out_.number(handshake.synCount) << ",\"options\":{";
    writeSynOptions("client", connection.synOptions(connection.client()));
    out_ << ',';
    writeSynOptions("server", connection.synOptions(other(connection.client())));
    out_ << "}}";
}

void ConnectionLines::writeJson(const CaptureConnection& connection) {
    const EndIndex client = connection.client();
    const auto pair = [&](std::string_view title, auto member) {
        writePair(out_, title, client,
                  [&](EndIndex end) -> std::uint64_t { return connection.counts(end).*member; });
    };
    pair("packets", &SegmentCounts::packets);
    pair("payload_bytes", &SegmentCounts::payloadBytes);
    out_ << ",\"states\":{\"client\":";
    writeStates(connection, client);
    out_ << ",\"server\":";
    writeStates(connection, other(client));
    out_ << '}';
    writeHandshake(connection);
    out_ << ",\"completeness\":";
    out_.number(connection.completeness())
        << ",\"outcome\":\"" << name(connection.outcome()) << '"';
    pair("retransmissions", &SegmentCounts::retransmissions);
    pair("fast_retransmissions", &SegmentCounts::fastRetransmissions);
    pair("spurious_retransmissions", &SegmentCounts::spuriousRetransmissions);
    pair("out_of_order", &SegmentCounts::outOfOrder);
    pair("duplicate_acks", &SegmentCounts::duplicateAcks);
    pair("lost_segments", &SegmentCounts::lostSegments);
    pair("zero_windows", &SegmentCounts::zeroWindows);
    pair("keep_alives", &SegmentCounts::keepAlives);
    pair("resets", &SegmentCounts::resets);
    writePair(out_, "icmp_errors", client,
              [&](EndIndex end) { return connection.icmpErrors().counts[end]; });
    out_ << ",\"reused_ports\":" << (connection.incarnation() > 0 ? "true" : "false")
         << ",\"rtt\":{";
    for (const bool server : {false, true}) {
        const RoundTripSamples samples = connection.roundTrips(server ? other(client) : client);
        const auto micro = [](std::uint64_t value) {
            return Duration(std::chrono::microseconds(value));
        };
        out_ << (server ? ",\"server\":" : "\"client\":") << "{\"samples\":";
        out_.number(samples.count);
        if (samples.count > 0) {
            out_ << ",\"min\":";
            out_.seconds(micro(samples.minimumMicroseconds)) << ",\"mean\":";
            out_.seconds(micro(samples.sumMicroseconds / samples.count));
        }
        out_ << '}';
    }
    out_ << '}';
}

void ConnectionLines::writeTransitions(const CaptureConnection& connection) {
    out_ << ",\"transitions\":[";
    std::string_view separator;
    for (const InferredTransition& step : connection.transitions()) {
        out_ << separator << "{\"time\":";
        out_.seconds(step.time) << ",\"end\":\""
                                << (step.end == connection.client() ? "client" : "server")
                                << "\",\"from\":\"" << name(step.from) << "\",\"to\":\""
                                << name(step.to) << "\",\"event\":\"" << name(step.event) << "\"}";
        separator = ",";
    }
    out_ << ']';
}

void ConnectionLines::writeRow(std::size_t id, const FlowKey& key, EndIndex client) {
    const std::string number = std::to_string(id);
    out_ << std::string_view("      ").substr(std::min<std::size_t>(6, number.size())) << number
         << "  " << name(key.protocol) << "    ";
    for (const EndIndex end : {client, other(client)}) {
        const std::size_t start = out_.size();
        out_ << key.endpoint(end).toString();
        out_.pad(start, 21) << "  ";
    }
}

void ConnectionLines::write(std::size_t id, const CaptureConnection& connection) {
    const EndIndex client = connection.client();
    if (json_) {
        beginJson(id, connection.key(), client, connection.first(), connection.last());
        writeJson(connection);
        if (transitions_)
            writeTransitions(connection);
        out_ << '}';
        out_.endLine();
        return;
    }
    writeRow(id, connection.key(), client);
    const SegmentCounts& sent = connection.counts(client);
    const SegmentCounts& received = connection.counts(other(client));
    out_.right(std::uint64_t{sent.packets} + received.packets, 9);
    out_.right(sent.payloadBytes, 10);
    out_.right(received.payloadBytes, 10) << "  ";
    const std::size_t start = out_.size();
    out_ << name(connection.outcome());
    out_.pad(start, 9);
    for (const EndIndex end : {client, other(client)}) {
        const std::optional<TcpState> state = connection.state(end);
        out_ << (end == client ? "" : " / ") << (state ? name(*state) : "-");
    }
    out_.endLine();
}

void ConnectionLines::write(std::size_t id, const UdpFlow& flow) {
    const EndIndex client = flow.client;
    if (json_) {
        beginJson(id, flow.key, client, flow.first, flow.last);
        writePair(out_, "packets", client,
                  [&](EndIndex end) -> std::uint64_t { return flow.packets[end]; });
        writePair(out_, "payload_bytes", client,
                  [&](EndIndex end) { return flow.payloadBytes[end]; });
        out_ << '}';
    } else {
        writeRow(id, flow.key, client);
        out_.right(std::uint64_t{flow.packets[0]} + flow.packets[1], 9);
        out_.right(flow.payloadBytes[client], 10);
        out_.right(flow.payloadBytes[other(client)], 10);
    }
    out_.endLine();
}

void ConnectionLines::writeJson(const CaptureSummary& summary) {
    out_ << "{\"type\":\"summary\",\"packets\":";
    out_.number(summary.packets) << ",\"skipped_packets\":";
    out_.number(summary.skippedPackets) << ",\"unreadable_packets\":";
    out_.number(summary.unreadablePackets) << ",\"connections\":";
    out_.number(summary.connections) << ",\"duration\":";
    out_.seconds(summary.packets > 0 ? summary.last - summary.first : Duration::zero())
        << ",\"warnings\":[";
    std::string_view separator;
    for (const auto* list : {&summary.warnings, &summary.notes}) {
        for (const std::string& text : *list) {
            out_ << separator;
            out_.jsonString(text);
            separator = ",";
        }
    }
    out_ << "]}";
    out_.endLine();
}

void ConnectionLines::write(const CaptureSummary& summary) {
    if (json_) {
        writeJson(summary);
        return;
    }
    out_.number(summary.packets) << " packet" << plural(summary.packets) << ", ";
    out_.number(summary.connections)
        << (summary.connections == 1 ? " connection" : " connections") << ", ";
    out_.number(summary.skippedPackets) << " of the packets in none of them, over ";
    out_.seconds(summary.packets > 0 ? summary.last - summary.first : Duration::zero()) << " s";
    out_.endLine();
    for (const std::string& note : summary.notes) {
        out_ << note;
        out_.endLine();
    }
}

} // namespace synoptic
