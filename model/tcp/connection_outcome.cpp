// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tcp/connection_outcome.h"

#include <array>

namespace synoptic {

std::string_view name(ConnectionOutcome outcome) {
    static constexpr std::array<std::string_view, 13> kNames{
        "S0", "S1", "SF", "REJ", "S2", "S3", "RSTO", "RSTR", "RSTOS0", "RSTRH", "SH", "SHR", "OTH"};
    return kNames[static_cast<std::size_t>(outcome)];
}

ConnectionOutcome OutcomeEvidence::outcome(EndIndex firstSender) const {
    using enum ConnectionOutcome;
    EndIndex originatorIndex = firstSender;
    if (hasSynSender_)
        originatorIndex = synSender_;
    else if (sent_[firstSender] & kSentSynAck)
        originatorIndex = other(firstSender);
    const std::uint8_t originator = sent_[originatorIndex];
    const std::uint8_t responder = sent_[other(originatorIndex)];

    const bool sawSyn = originator & kSentSyn;
    const bool answered = responder & (kSentSyn | kSentSynAck | kSentOther);
    const bool synAckAlone = (responder & kSentSynAck) && !sawSyn;
    if (responder & kSentRst) {
        const bool anyPayload = (originator | responder) & kSentPayload;
        if (sawSyn && !answered && (!(originator & kSentRst) || !anyPayload))
            return REJ;
        return synAckAlone && !(originator & kSentOther) ? RSTRH : RSTR;
    }
    if (originator & kSentRst)
        return sawSyn && !answered ? RSTOS0 : RSTO;
    if ((originator & kSentFin) && (responder & kSentFin))
        return SF;
    if (originator & kSentFin)
        return sawSyn && !answered ? SH : S2;
    if (responder & kSentFin)
        return synAckAlone && !(originator & kSentOther) ? SHR : S3;
    if (sawSyn)
        return answered ? S1 : S0;
    return OTH;
}

} // namespace synoptic
