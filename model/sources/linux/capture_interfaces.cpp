// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/helper_process.h"
#include "model/sources/linux/helper_reach.h"
#include "model/sources/source_factory.h"
#include "model/sources/source_trouble.h"

#include <chrono>

#include <poll.h>

namespace synoptic {

namespace {

/// Longer than any list takes; a helper behind a slow line may need a password meanwhile.
constexpr std::chrono::seconds kPatience{30};

CaptureInterface readInterface(helper::FieldReader fields) {
    CaptureInterface found;
    const std::uint32_t flags = fields.u32();
    found.name = fields.text(64);
    found.description = fields.text(200);
    found.isUp = (flags & helper::kUp) != 0;
    found.isLoopback = (flags & helper::kLoopback) != 0;
    return found;
}

std::string problemOf(const HelperReach& helper, SourceStatus::Trouble trouble,
                      const std::string& detail) {
    SourceStatus status;
    status.kind = SourceStatus::Kind::Packets;
    status.trouble = trouble;
    status.detail = detail;
    status.host = helper.host;
    return describe(status);
}

} // namespace

CaptureInterfaces listCaptureInterfaces(const HelperReach& helper) {
    CaptureInterfaces result;
    const ReachCommand command = commandFor(helper, {"interfaces"});
    if (command.trouble != SourceStatus::Trouble::None) {
        result.problem = problemOf(helper, command.trouble, command.detail);
        return result;
    }
    HelperProcess process;
    result.problem = process.start(command.words);
    if (!result.problem.empty())
        return result;
    bool greeted = false;
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    bool complete = false;
    while (!complete && std::chrono::steady_clock::now() < deadline) {
        pollfd wait{process.descriptor(), POLLIN, 0};
        ::poll(&wait, 1, 200);
        const bool goesOn = process.readAvailable();
        while (const auto frame = process.next()) {
            const helper::FieldReader fields(frame->payload);
            greeted = true;
            if (frame->type == helper::FrameType::Interface)
                result.list.push_back(readInterface(fields));
            complete |= frame->type == helper::FrameType::End;
        }
        if (!goesOn || process.frames().fault() != helper::FrameAssembler::Fault::None)
            break;
    }
    process.stop();
    if (!complete && result.list.empty()) {
        const bool other = process.frames().fault() != helper::FrameAssembler::Fault::None;
        const auto trouble =
            other ? SourceStatus::Trouble::None
                  : troubleOfReach(helper, greeted, process.exitStatus(), process.errors());
        result.problem = trouble == SourceStatus::Trouble::None
                             ? process.why()
                             : problemOf(helper, trouble, process.lastWords());
    }
    return result;
}

} // namespace synoptic
