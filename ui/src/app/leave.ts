// The way out: what the frame calls when the person has signed out.
import { createContext } from 'react';

export const LeaveContext = createContext<() => void>(() => undefined);
