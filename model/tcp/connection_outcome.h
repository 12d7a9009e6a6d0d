// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/segment_analysis.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace synoptic {

/// How a connection went, in one word: Zeek's conn_state (base/protocols/conn/main.zeek).
enum class ConnectionOutcome : std::uint8_t {
    S0,     ///< SYN, no answer
    S1,     ///< established, not ended
    SF,     ///< established and ended by both
    REJ,    ///< refused
    S2,     ///< originator closed, no close from the responder
    S3,     ///< responder closed, no close from the originator
    RSTO,   ///< originator aborted
    RSTR,   ///< responder aborted
    RSTOS0, ///< originator sent SYN, then RST; no SYN+ACK was seen
    RSTRH,  ///< responder sent SYN+ACK, then RST; no SYN was seen
    SH,     ///< originator sent SYN, then FIN; no SYN+ACK was seen
    SHR,    ///< responder sent SYN+ACK, then FIN; no SYN was seen
    OTH,    ///< midstream, not ended
};

/// "SF", "RSTOS0", ... Static lifetime, never translated.
std::string_view name(ConnectionOutcome outcome);

/// What each end was seen to send, gathered segment by segment.
class OutcomeEvidence {
public:
    void observe(const TcpSegment& segment, EndIndex sender) {
        constexpr std::uint8_t kAll = kFin | kSyn | kRst | kPsh | kAck;
        sent_[sender] |= kSentBy[segment.control & kAll];
        sent_[sender] |= segment.payloadLength > 0 ? std::uint8_t{kSentPayload} : std::uint8_t{0};
        if ((segment.control & (kSyn | kAck)) == kSyn && !hasSynSender_) {
            hasSynSender_ = true;
            synSender_ = sender;
        }
    }
    /// The originator is who sent a SYN; where none was seen, the other end of a SYN+ACK's sender;
    /// else `firstSender`.
    ConnectionOutcome outcome(EndIndex firstSender) const;
    /// Who sent the first SYN (without ACK), if one was seen.
    std::optional<EndIndex> synSender() const {
        return hasSynSender_ ? std::optional(synSender_) : std::nullopt;
    }

private:
    enum Sent : std::uint8_t {
        kSentSyn = 1,
        kSentSynAck = 2,
        kSentOther = 4, ///< neither SYN nor RST
        kSentFin = 8,
        kSentRst = 16,
        kSentPayload = 32,
    };
    static constexpr std::array<std::uint8_t, 32> kSentBy = [] {
        std::array<std::uint8_t, 32> table{};
        for (std::uint8_t control = 0; control < table.size(); ++control) {
            std::uint8_t& sent = table[control];
            if (control & kSyn)
                sent |= control & kAck ? kSentSynAck : kSentSyn;
            if (!(control & (kSyn | kRst)))
                sent |= kSentOther;
            if (control & kFin)
                sent |= kSentFin;
            if (control & kRst)
                sent |= kSentRst;
        }
        return table;
    }(); ///< by control bits up to kAck
    std::uint8_t sent_[2] = {0, 0};
    bool hasSynSender_ = false;
    EndIndex synSender_ = 0;
};

} // namespace synoptic
