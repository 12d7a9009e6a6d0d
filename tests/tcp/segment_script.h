// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/segment_analysis.h"

#include <cctype>
#include <sstream>
#include <string>
#include <vector>

/// Segments written as text, so that a test reads like a capture:
///   "> S 100"            the client sends a SYN with sequence number 100
///   "< SA 300 101"       the server's SYN+ACK: sequence, acknowledgement
///   "> PA 101 301 +20"   20 bytes of payload;  w=0 sets the window, @2.5 the time in seconds
/// Lines end with ';' or a new line. Without a time each segment comes 10 ms after the last.
namespace synoptic::test {

struct ScriptedSegment {
    TcpSegment segment;
    EndIndex sender = 0;
    Timestamp time;
};

inline std::vector<ScriptedSegment> readScript(const std::string& text) {
    std::vector<ScriptedSegment> result;
    std::string unified = text;
    for (char& c : unified) {
        if (c == ';')
            c = '\n';
    }
    std::istringstream lines(unified);
    double seconds = 1'000;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string direction, flags;
        if (!(words >> direction >> flags))
            continue;
        ScriptedSegment next;
        next.sender = direction == "<" ? 1 : 0;
        for (const char c : flags) {
            const std::string_view letters = "FSRPAUEC";
            next.segment.control |= static_cast<std::uint8_t>(1U << letters.find(c));
        }
        next.segment.window = 1000;
        seconds += 0.01;
        int numbers = 0;
        for (std::string word; words >> word;) {
            if (word[0] == '+')
                next.segment.payloadLength = static_cast<std::uint32_t>(std::stoul(word.substr(1)));
            else if (word.starts_with("w="))
                next.segment.window = static_cast<std::uint16_t>(std::stoul(word.substr(2)));
            else if (word[0] == '@')
                seconds = 1'000 + std::stod(word.substr(1));
            else if (numbers++ == 0)
                next.segment.sequence =
                    SequenceNumber(static_cast<std::uint32_t>(std::stoul(word)));
            else
                next.segment.acknowledgment =
                    SequenceNumber(static_cast<std::uint32_t>(std::stoul(word)));
        }
        next.time = Timestamp(Duration(static_cast<std::int64_t>(seconds * 1e6) * 1'000));
        result.push_back(next);
    }
    return result;
}

} // namespace synoptic::test
