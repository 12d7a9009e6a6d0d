// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/helper_jobs.h"

#include "model/sources/linux/helper_process.h"
#include "model/sources/linux/helper_reach.h"

#include <chrono>
#include <fstream>
#include <functional>
#include <iterator>

#include <poll.h>
#include <unistd.h>

namespace synoptic {

namespace {

using std::chrono::seconds;

constexpr seconds kPatience{10};         ///< far more than these jobs take
constexpr seconds kPersonsPatience{300}; ///< until a password is typed
constexpr char kPkexec[] = "/usr/bin/pkexec";
constexpr char kPolicy[] = "/usr/share/polkit-1/actions/org.synoptic.Synoptic.policy";

std::string addressText(const IpAddress& address) {
    return address.toString();
}

/// The policy is for the helper at one place, and so is a password given under its words.
bool policyNames(const std::string& helper) {
    std::ifstream file(kPolicy);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return text.find('>' + helper + '<') != std::string::npos;
}

enum class JobEnd {
    Told,  ///< by its last frame
    Ended, ///< without one
    Late,  ///< patience, or the wish for it, is over
};

/// Takes the frames of a job until its last.
JobEnd runJob(HelperProcess& process, seconds patience, const std::stop_token& stop,
              const std::function<void(const helper::Frame&)>& take) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline && !stop.stop_requested()) {
        pollfd wait{process.descriptor(), POLLIN, 0};
        ::poll(&wait, 1, 100);
        const bool goesOn = process.readAvailable();
        bool last = false;
        while (const auto frame = process.next()) {
            take(*frame);
            last |=
                frame->type == helper::FrameType::End || frame->type == helper::FrameType::Failure;
        }
        if (last)
            return JobEnd::Told;
        if (!goesOn)
            return JobEnd::Ended;
    }
    return JobEnd::Late;
}

void read(helper::FieldReader fields, HelperAbilities& told) {
    const std::uint32_t flags = fields.u32();
    told.kernelRelease = fields.text(64);
    if (!fields.ok())
        return;
    told.answer = HelperAbilities::Answer::Told;
    told.packetSocket = (flags & helper::kPacketSocket) != 0;
    told.tracePrivilege = (flags & helper::kTracePrivilege) != 0;
    told.traceBuilt = (flags & helper::kTraceBuilt) != 0;
    told.kernelTypes = (flags & helper::kKernelTypes) != 0;
    told.isRoot = (flags & helper::kIsRoot) != 0;
    told.noNewPrivileges = (flags & helper::kNoNewPrivileges) != 0;
}

/// It said nothing in frames, so pkexec had the last word; or nobody gave a password, and it was
/// ended.
CloseResult resultOfPkexec(HelperProcess& process, bool ended) {
    using Trouble = SourceStatus::Trouble;
    using Outcome = CloseResult::Outcome;
    const std::string words = wordsOfReach(process.errors(), process.lastWords());
    switch (troubleOfReach(HelperReach::administrator(), false, process.exitStatus(),
                           process.errors())) {
    case Trouble::PasswordNotGiven:
        return {Outcome::Cancelled, words};
    case Trouble::NotAuthorized:
        return {Outcome::NotAuthorized, words};
    case Trouble::NoAgent:
        return {Outcome::NoAgent, words};
    case Trouble::PkexecFailed:
        return {Outcome::PkexecFailed, words};
    default:
        break;
    }
    return {ended ? Outcome::Failed : Outcome::Cancelled, process.why()};
}

CloseResult::Outcome outcomeOf(helper::Failure failure) {
    switch (failure) {
    case helper::Failure::NotFound:
        return CloseResult::Outcome::Gone;
    case helper::Failure::NotPermitted:
        return CloseResult::Outcome::NotPermitted;
    case helper::Failure::Unsupported:
        return CloseResult::Outcome::Unsupported;
    default:
        return CloseResult::Outcome::Failed;
    }
}

} // namespace

HelperAbilities askHelperAbilities(const HelperCommand& helper) {
    HelperAbilities told;
    HelperCommand command = helper;
    if (command.empty()) {
        const auto found = findHelper();
        if (found.empty()) {
            told.answer = HelperAbilities::Answer::Missing;
            return told;
        }
        command.push_back(found.string());
        told.asksPassword = ::access(kPkexec, X_OK) == 0 && policyNames(command.front());
    }
    const bool startable = ::access(command.front().c_str(), X_OK) == 0;
    command.emplace_back("check");
    HelperProcess process;
    told.detail = process.start(command);
    if (!told.detail.empty()) {
        told.answer =
            startable ? HelperAbilities::Answer::Faulty : HelperAbilities::Answer::NotStartable;
        return told;
    }
    runJob(process, kPatience, {}, [&told](const helper::Frame& frame) {
        if (frame.type == helper::FrameType::Abilities)
            read(helper::FieldReader(frame.payload), told);
    });
    process.stop();
    if (told.answer != HelperAbilities::Answer::Told) {
        told.answer = HelperAbilities::Answer::Faulty;
        told.detail = process.why();
    }
    return told;
}

CloseResult closeSocket(const ConnectionId& id, std::uint32_t interfaceIndex, bool asksPassword,
                        const std::stop_token& stop, const HelperCommand& helper) {
    using Outcome = CloseResult::Outcome;
    HelperCommand command = helper;
    if (command.empty()) {
        const auto found = findHelper();
        if (found.empty())
            return {Outcome::Failed, "synoptic-capture is not installed"};
        command.push_back(found.string());
    }
    // The desktop's agent asks; pkexec's own would ask on a terminal nobody looks at.
    if (asksPassword)
        command.insert(command.begin(), {kPkexec, "--disable-internal-agent"});
    const auto add = [&command](const char* name, const std::string& value) {
        command.emplace_back(name);
        command.push_back(value);
    };
    command.emplace_back("close");
    add("--local", addressText(id.tuple.local.address));
    add("--local-port", std::to_string(id.tuple.local.port));
    if (id.tuple.remote.port != 0) {
        add("--remote", addressText(id.tuple.remote.address));
        add("--remote-port", std::to_string(id.tuple.remote.port));
    }
    if (interfaceIndex != 0)
        add("--interface-index", std::to_string(interfaceIndex));
    add("--cookie", std::to_string(id.incarnation));

    HelperProcess process;
    if (const std::string problem = process.start(command); !problem.empty())
        return {Outcome::Failed, problem};
    CloseResult result;
    const JobEnd end = runJob(process, asksPassword ? kPersonsPatience : kPatience, stop,
                              [&result](const helper::Frame& frame) {
                                  helper::FieldReader fields(frame.payload);
                                  if (frame.type == helper::FrameType::End)
                                      result.outcome = Outcome::Closed;
                                  if (frame.type != helper::FrameType::Failure)
                                      return;
                                  result.outcome = outcomeOf(helper::Failure(fields.u32()));
                                  result.detail = fields.text(300);
                              });
    process.stop();
    if (end == JobEnd::Told)
        return result;
    return asksPassword ? resultOfPkexec(process, end == JobEnd::Ended)
                        : CloseResult{Outcome::Failed, process.why()};
}

} // namespace synoptic
