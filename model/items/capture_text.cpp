// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/capture_text.h"

#include <QCoreApplication>

#include <system_error>

namespace synoptic {

namespace {

using Kind = CaptureProblem::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CaptureText)
};

QString systemReason(const CaptureProblem& problem) {
    return QString::fromStdString(std::generic_category().message(problem.systemError));
}

QString place(const CaptureProblem& problem) {
    return problem.packet == 0
               ? Words::tr("byte %L1").arg(problem.offset)
               //: A place in a capture file
               : Words::tr("packet %L1, byte %L2").arg(problem.packet).arg(problem.offset);
}

} // namespace

QString captureProblemText(const CaptureProblem& problem) {
    switch (problem.kind) {
    case Kind::None:
        break;
    case Kind::CannotOpen:
        return Words::tr("It cannot be opened: %1").arg(systemReason(problem));
    case Kind::CannotRead:
        return Words::tr("It cannot be read beyond %1: %2")
            .arg(place(problem), systemReason(problem));
    case Kind::CannotSpool:
        return Words::tr("There is no room for a temporary file to decompress it to: %1")
            .arg(systemReason(problem));
    case Kind::NotACapture:
        return Words::tr("It is no capture: neither pcap nor pcapng, nor either of them in gzip");
    case Kind::Empty:
        return Words::tr("It is empty: there is not even the header of a capture in it");
    case Kind::HeaderCut:
        return Words::tr("It ends within the header of the file, before its first packet");
    case Kind::UnsupportedVersion:
        return Words::tr("Its format is of a version that is not known (%1)").arg(place(problem));
    case Kind::CutShort:
        //: %1 is a place in the file
        return Words::tr("It is cut short at %1; all before that is shown").arg(place(problem));
    case Kind::Damaged:
        return Words::tr("It is damaged at %1; all before that is shown").arg(place(problem));
    case Kind::CompressionDamaged:
        return Words::tr("Its compressed data is damaged or cut short at %1 of what it holds; all "
                         "before that is shown")
            .arg(place(problem));
    case Kind::TooLarge:
        return Words::tr("Decompressed, it is larger than the limit, at %1; all before that is "
                         "shown")
            .arg(place(problem));
    }
    return {};
}

QString captureProblemAdvice(const CaptureProblem& problem) {
    switch (problem.kind) {
    case Kind::None:
        break;
    case Kind::CannotOpen:
    case Kind::CannotRead:
        return Words::tr("Check the path and whether you may read it, then open it again.");
    case Kind::CannotSpool:
        return Words::tr("Free some space, or set TMPDIR to a folder with room.");
    case Kind::NotACapture:
    case Kind::UnsupportedVersion:
        return Words::tr("Save it as pcap or pcapng with the program that made it.");
    case Kind::Empty:
    case Kind::HeaderCut:
        return Words::tr("Nothing was captured into it, or what does has not written yet: end it "
                         "there, or wait, and open it again.");
    case Kind::CutShort:
        return Words::tr("If it is still being written, the rest will follow by itself; else copy "
                         "it anew.");
    case Kind::Damaged:
    case Kind::CompressionDamaged:
        return Words::tr("Copy or capture it anew for the rest.");
    case Kind::TooLarge:
        return Words::tr("Decompress it yourself and open the result.");
    }
    return {};
}

} // namespace synoptic
